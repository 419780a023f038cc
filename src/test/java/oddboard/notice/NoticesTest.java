package oddboard.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import oddboard.account.User;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private final NoticeFixture fixture = new NoticeFixture("hooks.example.com");

    private List<String> notices(User user) {
        return fixture.notices.list(user, 50).stream().map(Notice::text).toList();
    }

    @Test
    void tellsWhoeverStartedARunHowItEnded() {
        fixture.evaluate(0.84123);
        fixture.end("SUCCEEDED", "worker-1", "");
        assertThat(fixture.notices.list(fixture.grace, 50)).singleElement().satisfies(notice -> {
            assertThat(notice.text())
                    .isEqualTo("Run " + fixture.run + ", conv, quick, on Nuts v2 succeeded: AUC 0.8412.");
            assertThat(notice.href()).isEqualTo("runs/" + fixture.run);
            assertThat(notice.good()).isTrue();
            assertThat(notice.read()).isFalse();
        });
        assertThat(notices(fixture.ada)).isEmpty();
    }

    @Test
    void saysThatAResultIsNoBetterThanChanceAndWhy() {
        fixture.jdbc.sql("update run set settings = '{\"batchSize\": 2000}'").update();
        fixture.jdbc.sql("update dataset_version set train_count = 60").update();
        fixture.evaluate(0.48, 0.4, 0.6);
        fixture.end("SUCCEEDED", "worker-1", "");
        assertThat(notices(fixture.grace))
                .containsExactly(
                        "Run " + fixture.run + ", conv, quick, on Nuts v2 succeeded: AUC 0.4800, no better than"
                                + " chance. Likely reason: one update per epoch, 5 in all, because a batch of 2,000 takes all 60"
                                + " training images at once; a smaller batch size learns more per epoch.");
    }

    @Test
    void namesTheTypesThatAreNoBetterThanChance() {
        fixture.evaluate(0.8, 0.7, 0.9, "bent", "cut");
        fixture.end("SUCCEEDED", "worker-1", "");
        assertThat(notices(fixture.grace))
                .containsExactly(
                        "Run " + fixture.run + ", conv, quick, on Nuts v2 succeeded: AUC 0.8000, but no better than"
                                + " chance for bent, cut.");
    }

    @Test
    void saysWhyARunFailed() {
        fixture.end("FAILED", "worker-1", "The loss became NaN in epoch 3; try a smaller learning rate.");
        assertThat(fixture.notices.list(fixture.grace, 50)).singleElement().satisfies(notice -> {
            assertThat(notice.text())
                    .endsWith("on Nuts v2 failed: The loss became NaN in epoch 3; try a smaller learning rate.");
            assertThat(notice.good()).isFalse();
        });
    }

    @Test
    void tellsNobodyOfWhatTheyDidThemselves() {
        fixture.notices.choose(fixture.ada, new NoticeChoice(true, true, true, true, true, ""));
        fixture.end("CANCELLED", "grace", "");
        assertThat(notices(fixture.grace)).isEmpty();
        assertThat(notices(fixture.ada)).isEmpty();
    }

    @Test
    void tellsOfARunThatSomebodyElseCancelled() {
        fixture.notices.choose(fixture.ada, new NoticeChoice(true, true, true, true, true, ""));
        fixture.end("CANCELLED", "ada", "");
        assertThat(notices(fixture.grace)).singleElement().asString().endsWith("was canceled by ada.");
        assertThat(notices(fixture.ada)).isEmpty();
    }

    @Test
    void tellsEachAsTheyChose() {
        fixture.notices.choose(fixture.grace, new NoticeChoice(false, true, true, true, false, ""));
        fixture.notices.choose(fixture.ada, new NoticeChoice(true, true, true, true, true, ""));
        fixture.end("SUCCEEDED", "worker-1", "");
        assertThat(notices(fixture.grace)).isEmpty();
        assertThat(notices(fixture.ada)).singleElement().asString().endsWith("succeeded. It was started by grace.");
    }

    @Test
    void tellsWhoeverStartedAnImportHowItEnded() {
        fixture.endImport("SUCCEEDED", "");
        assertThat(fixture.notices.list(fixture.ada, 50)).singleElement().satisfies(notice -> {
            assertThat(notice.text()).isEqualTo("Version 2 of Nuts is ready: 700 training and 300 test images.");
            assertThat(notice.href()).isEqualTo("datasets/1/versions");
            assertThat(notice.good()).isTrue();
        });
        assertThat(notices(fixture.grace)).isEmpty();
    }

    @Test
    void saysWhyAnImportFailed() {
        fixture.endImport("FAILED", "a.zip is not a ZIP archive.");
        assertThat(notices(fixture.ada))
                .containsExactly("Version 2 of Nuts could not be imported: a.zip is not a ZIP archive.");
        assertThat(fixture.notices.list(fixture.ada, 50)).singleElement().matches(notice -> !notice.good());
    }

    @Test
    void tellsOfNoImportWhoeverDoesNotWantToHearOfThem() {
        fixture.notices.choose(fixture.ada, new NoticeChoice(true, true, true, false, false, ""));
        fixture.endImport("SUCCEEDED", "");
        assertThat(notices(fixture.ada)).isEmpty();
    }

    @Test
    void countsAndMarksWhatIsNotReadYet() {
        fixture.end("SUCCEEDED", "worker-1", "");
        fixture.end("FAILED", "worker-1", "");
        assertThat(fixture.notices.countUnread(fixture.grace)).isEqualTo(2);
        long newest = fixture.notices.list(fixture.grace, 1).getFirst().id();
        fixture.notices.markRead(fixture.ada, newest);
        assertThat(fixture.notices.countUnread(fixture.grace))
                .as("another's notice is not theirs to read")
                .isEqualTo(2);
        fixture.notices.markRead(fixture.grace, newest);
        assertThat(fixture.notices.countUnread(fixture.grace)).isEqualTo(1);
        fixture.notices.markAllRead(fixture.grace);
        assertThat(fixture.notices.countUnread(fixture.grace)).isZero();
    }

    @Test
    void writesAMessageOnlyForThoseWhoHaveAWebhook() {
        fixture.end("SUCCEEDED", "worker-1", "");
        assertThat(fixture.jdbc
                        .sql("select count(*) from webhook_message")
                        .query(Integer.class)
                        .single())
                .isZero();
        fixture.notices.choose(
                fixture.grace, new NoticeChoice(true, true, true, true, false, "https://hooks.example.com/x"));
        fixture.end("SUCCEEDED", "worker-1", "");
        assertThat(fixture.jdbc
                        .sql("select account_id from webhook_message")
                        .query(Long.class)
                        .list())
                .containsExactly(fixture.grace.id().value());
    }

    @Test
    void keepsNoAddressThatMayNotBeUsed() {
        assertThatThrownBy(() -> fixture.notices.choose(
                        fixture.grace, new NoticeChoice(true, true, true, true, false, "http://example.com")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begins with https://");
        assertThat(fixture.notices.choice(fixture.grace)).isEqualTo(NoticeChoice.DEFAULT);
    }

    private void sweep(String state, int place, String run, boolean begun) {
        fixture.jdbc
                .sql("""
                insert into sweep (id, name, spec, state, parallelism, account_id) overriding system value
                values (7, 'learning rates', '{}', :state, 2, :by) on conflict do nothing
                """)
                .param("state", state)
                .param("by", fixture.grace.id().value())
                .update();
        fixture.jdbc
                .sql("""
                insert into sweep_run (sweep_id, place, combination, version_id, detector, settings, epochs, run_id, begun)
                select 7, :place, 1, version_id, 'conv', '{}', 5, case when :run = '' then null else id end, :begun from run
                """)
                .param("place", place)
                .param("run", run)
                .param("begun", begun)
                .update();
    }

    @Test
    void tellsOfASweepOnceWhenNothingOfItRunsOrWaitsAnyMore() {
        sweep("ACTIVE", 1, "its", true);
        sweep("ACTIVE", 2, "", false);
        NoticeRepository notices = new NoticeRepository(fixture.jdbc);
        fixture.evaluate(0.9);
        fixture.end("SUCCEEDED", "worker-1", "");
        assertThat(notices(fixture.grace)).as("a run of a sweep").isEmpty();
        fixture.jdbc.sql("update job set state = 'SUCCEEDED'").update();
        notices.sweepsEnded();
        assertThat(notices(fixture.grace)).as("one is still to begin").isEmpty();
        fixture.jdbc
                .sql("update sweep_run set begun = true, refused = 'No.' where place = 2")
                .update();
        notices.sweepsEnded();
        notices.sweepsEnded();
        assertThat(fixture.notices.list(fixture.grace, 50)).singleElement().satisfies(notice -> {
            assertThat(notice.text())
                    .isEqualTo("Sweep 7, learning rates, ended: 1 of 2 runs succeeded, best AUC 0.9000.");
            assertThat(notice.href()).isEqualTo("sweeps/7");
            assertThat(notice.good()).isFalse();
        });
    }

    @Test
    void forgetsMetricsThatAreHiddenAndNothingElse() {
        fixture.notices.choose(
                fixture.grace, new NoticeChoice(true, true, true, true, false, "https://hooks.example.com/x"));
        fixture.jdbc.sql("update run set name = 'as good as: AUC 0.9'").update();
        fixture.evaluate(0.84123);
        fixture.end("SUCCEEDED", "worker-1", "");
        // A program of the version before knows no such column.
        fixture.jdbc
                .sql("insert into notice (account_id, good, text, href) values (:grace, true, :text, :href)")
                .param("grace", fixture.grace.id().value())
                .param("text", "Run " + fixture.run + ", old, on Nuts v2 succeeded: AUC 0.8000.")
                .param("href", "runs/" + fixture.run)
                .update();
        new NoticeRepository(fixture.jdbc).forgetMetrics(List.of(fixture.run));
        String ended = "Run " + fixture.run + ", as good as: AUC 0.9, on Nuts v2 succeeded.";
        assertThat(notices(fixture.grace))
                .containsExactly("Run " + fixture.run + ", old, on Nuts v2 succeeded.", ended);
        assertThat(fixture.jdbc
                        .sql("select text from webhook_message")
                        .query(String.class)
                        .list())
                .containsExactly(ended);
    }

    @Test
    void tellsNobodyOfASweepThatWasCancelledOrRests() {
        sweep("PAUSED", 1, "its", true);
        fixture.jdbc.sql("update job set state = 'CANCELLED'").update();
        NoticeRepository notices = new NoticeRepository(fixture.jdbc);
        notices.sweepsEnded();
        fixture.jdbc.sql("update sweep set state = 'CANCELLED'").update();
        notices.sweepsEnded();
        assertThat(notices(fixture.grace)).isEmpty();
        assertThat(fixture.jdbc
                        .sql("select sweep_id from notice_sweep")
                        .query(Long.class)
                        .list())
                .containsExactly(7L);
    }
}
