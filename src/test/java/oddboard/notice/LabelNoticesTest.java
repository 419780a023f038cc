package oddboard.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import oddboard.account.User;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.DatasetShared;
import oddboard.dataset.VersionId;
import oddboard.label.LabelMarked;
import oddboard.label.LabelMarksDecided;
import org.junit.jupiter.api.Test;

class LabelNoticesTest {
    private final NoticeFixture fixture = new NoticeFixture("hooks.example.com");
    private final LabelNotices labels = new LabelNotices(fixture.jdbc);
    private final DatasetId nuts = new DatasetId(
            fixture.jdbc.sql("select id from dataset").query(Long.class).single());
    private final VersionId version = new VersionId(
            fixture.jdbc.sql("select id from dataset_version").query(Long.class).single());

    private List<String> notices(User of) {
        return fixture.notices.list(of, 50).stream().map(Notice::text).toList();
    }

    @Test
    void tellsWithWhomADataSetIsShared() {
        labels.on(new DatasetShared(nuts, fixture.grace.id(), DatasetRole.READER, fixture.ada));
        labels.on(new DatasetShared(nuts, fixture.grace.id(), DatasetRole.EDITOR, fixture.ada));
        labels.on(new DatasetShared(nuts, fixture.grace.id(), DatasetRole.OWNER, fixture.ada));
        labels.on(new DatasetShared(nuts, fixture.ada.id(), DatasetRole.OWNER, fixture.ada));
        assertThat(notices(fixture.grace))
                .containsExactly(
                        "ada handed Nuts over to you.",
                        "ada shared Nuts with you; you may edit it.",
                        "ada shared Nuts with you; you may look at it.");
        assertThat(notices(fixture.ada)).isEmpty();
        assertThat(fixture.notices.list(fixture.grace, 1).getFirst().href()).isEqualTo("datasets/" + nuts);
    }

    @Test
    void tellsOfSuggestedLabelsOnceUntilThatIsRead() {
        for (int i = 0; i < 3; i++) {
            labels.on(new LabelMarked(version, fixture.grace));
        }
        String text = "grace suggests other labels for version 2 of Nuts; they wait for review.";
        assertThat(notices(fixture.ada)).containsExactly(text);
        fixture.notices.markAllRead(fixture.ada);
        labels.on(new LabelMarked(version, fixture.grace));
        assertThat(notices(fixture.ada)).containsExactly(text, text);
        labels.on(new LabelMarked(version, fixture.ada));
        assertThat(notices(fixture.ada)).hasSize(2);
        assertThat(notices(fixture.grace)).isEmpty();
    }

    @Test
    void tellsWhatBecameOfSuggestions() {
        List<Long> marks = fixture.jdbc
                .sql("""
                        insert into label_mark (version_id, image, anomalous, type, account_id)
                        select :version, image, true, '', :grace from generate_series(0, 2) image returning id
                        """)
                .param("version", version.value())
                .param("grace", fixture.grace.id().value())
                .query(Long.class)
                .list();
        labels.on(new LabelMarksDecided(version, marks.subList(0, 2), true, fixture.ada));
        labels.on(new LabelMarksDecided(version, marks.subList(2, 3), false, fixture.ada));
        labels.on(new LabelMarksDecided(version, marks, false, fixture.grace));
        assertThat(notices(fixture.grace))
                .containsExactly(
                        "ada rejected the label that you suggested for version 2 of Nuts.",
                        "ada approved 2 labels that you suggested for version 2 of Nuts.");
    }
}
