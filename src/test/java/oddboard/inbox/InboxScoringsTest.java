package oddboard.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.registry.ModelAliases;
import oddboard.scoring.Drift;
import oddboard.scoring.Drifts;
import oddboard.scoring.ScoredImage.Verdict.Kind;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringFixture;
import oddboard.scoring.Verdicts;
import oddboard.testing.DrawnSet;
import oddboard.testing.RunFixture;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;

/** What comes of the looks into a folder: disagreements and drift. */
@Slow
class InboxScoringsTest extends InboxFixture {
    @Test
    void theChallengerScoresTheSameImagesAndDisagreementsAreListed() throws Exception {
        fixture.trainAgain("caps", "patches", Map.of("purpose", "objects"));
        fixture.runs.part(ModelAliases.class).move("caps", "challenger", 2, null, "", fixture.admin);
        threshold(1, -1e9);
        threshold(2, 1e9);
        Inbox inbox = create("challenger");
        write("a.png", image(0), 60);
        write("b.png", image(1), 60);
        look();
        List<Long> jobs = jdbc.sql("select job_id from scoring where inbox_id is not null order by id")
                .query(Long.class)
                .list();
        assertThat(jobs).hasSize(2);
        for (Scoring scoring : fixture.scorings.list("caps", Long.MAX_VALUE, 10, fixture.admin)) {
            fixture.work(fixture.claim(scoring));
        }
        assertThat(scorings(inbox)).as("of the champion").hasSize(1);
        assertThat(inboxes.disagreements(inbox, 10))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.flagged()).isTrue())
                .extracting(Disagreement::file)
                .containsExactlyInAnyOrder("a.png", "b.png");
    }

    /** Champion and challenger alike; what was queued before stays as it is. */
    @Test
    void whatIsQueuedGetsTheInboxsReviewers() throws Exception {
        fixture.trainAgain("caps", "patches", Map.of("purpose", "objects"));
        fixture.runs.part(ModelAliases.class).move("caps", "challenger", 2, null, "", fixture.admin);
        Inbox inbox = inboxes.create(
                new InboxSpec("Line", "line", "caps", "champion", "challenger", 7, 0.25, 2), fixture.admin);
        assertThat(inbox.reviewers()).isEqualTo(2);
        write("a.png", image(0), 60);
        look();
        assertThat(reviewers()).containsExactly(2, 2);
        for (Scoring scoring : fixture.scorings.list("caps", Long.MAX_VALUE, 10, fixture.admin)) {
            fixture.work(fixture.claim(scoring));
        }
        Scoring first = scorings(inbox).getFirst();
        fixture.runs.part(Verdicts.class).set(first.id(), 0, Kind.NORMAL, "", "", fixture.admin);
        assertThat(fixture.scorings.image(first, 0).orElseThrow().verdict())
                .as("a second is asked")
                .isNull();

        assertThat(inboxes.change(inbox.id(), null, 1, fixture.admin))
                .satisfies(now -> assertThat(now.reviewers()).isEqualTo(1))
                .satisfies(now -> assertThat(now.minutes()).isEqualTo(7));
        assertThat(inboxes.change(inbox.id(), 9, null, fixture.admin).minutes()).isEqualTo(9);
        write("b.png", image(1), 60);
        look();
        assertThat(reviewers()).containsExactly(2, 2, 1, 1);
        assertThatThrownBy(() -> inboxes.change(inbox.id(), 3, 3, fixture.admin))
                .hasFieldOrPropertyWithValue("code", "INBOX_INVALID");
        assertThat(now(inbox).minutes()).as("all or nothing").isEqualTo(9);
        assertThat(jdbc.sql(
                                "select detail from audit where action in ('inbox.change', 'scoring.reviewers') order by id")
                        .query(String.class)
                        .list())
                .containsExactly("2", "2", "every 7 min, one reviewer", "every 9 min, one reviewer");
    }

    private List<Integer> reviewers() {
        return jdbc.sql("select reviewers from scoring where inbox_id is not null order by id")
                .query(Integer.class)
                .list();
    }

    private void threshold(int version, double value) {
        jdbc.sql("""
                        insert into threshold (model_version_id, method, value, scale, account_id)
                        select id, 'manual', :value, 1, :by from model_version where version = :version""")
                .param("version", version)
                .param("value", value)
                .param("by", fixture.admin.id().value())
                .update();
    }

    @Test
    void brightImagesDriftAndThoseOfTheTrainingDoNot() throws Exception {
        Inbox inbox = create("");
        byte[] usual = DrawnSet.pixels(new boolean[60], RunFixture.SIZE, 77);
        for (int i = 0; i < 60; i++) {
            write("usual-%02d.png".formatted(i), ScoringFixture.png(usual, i, RunFixture.SIZE), 60);
        }
        look();
        work(inbox);
        Drifts drifts = fixture.runs.part(Drifts.class);
        Drift same = drifts.of(scorings(inbox).getFirst()).orElseThrow();
        assertThat(same.seen().brightness().count()).isEqualTo(60);
        assertThat(same.reference().brightness().count()).isEqualTo(RunFixture.TRAIN.length);
        assertThat(same.exceeds(Drift.Measure.BRIGHTNESS, 0.25)).isFalse();
        for (int i = 0; i < usual.length; i++) {
            usual[i] = (byte) Math.min(255, (usual[i] & 255) / 2 + 128);
        }
        for (int i = 0; i < 60; i++) {
            write("bright-%02d.png".formatted(i), ScoringFixture.png(usual, i, RunFixture.SIZE), 60);
        }
        look();
        work(inbox);
        Drift bright = drifts.of(scorings(inbox).getFirst()).orElseThrow();
        assertThat(bright.exceeds(Drift.Measure.BRIGHTNESS, 0.25)).isTrue();
        assertThat(bright.seen().brightness().mean())
                .isGreaterThan(same.seen().brightness().mean() + 0.2);
        List<InboxDrift.Point> points = new InboxDrift(inboxes, drifts).of(inbox, fixture.admin);
        assertThat(points).as("both have few images").hasSize(1);
        assertThat(points.getFirst().images()).isEqualTo(120);
    }

    @Test
    void whatAnInboxMayNotBeIsRefusedByName() {
        assertThatThrownBy(() -> inboxes.create(
                        new InboxSpec("x", "elsewhere", "caps", "champion", "", 1, 0.25, 1), fixture.admin))
                .isInstanceOf(InputException.class)
                .hasFieldOrPropertyWithValue("code", "SERVER_FOLDER_UNKNOWN");
        for (InboxSpec spec : List.of(
                new InboxSpec(" ", "line", "caps", "champion", "", 1, 0.25, 1),
                new InboxSpec("x", "line", "caps", "champion", "", 0, 0.25, 1),
                new InboxSpec("x", "line", "caps", "champion", "", 1441, 0.25, 1),
                new InboxSpec("x", "line", "caps", "champion", "champion", 1, 0.25, 1),
                new InboxSpec("x", "line", "caps", "champion", "", 1, Double.NaN, 1),
                new InboxSpec("x", "line", "caps", "champion", "", 1, 0, 1),
                new InboxSpec("x", "line", "caps", "champion", "", 1, 0.25, 0),
                new InboxSpec("x", "line", "caps", "champion", "", 1, 0.25, 3))) {
            assertThatThrownBy(() -> inboxes.create(spec, fixture.admin))
                    .as(spec.toString())
                    .hasFieldOrPropertyWithValue("code", "INBOX_INVALID");
        }
        assertThatThrownBy(() ->
                        inboxes.create(new InboxSpec("x", "line", "caps", "newest", "", 1, 0.25, 1), fixture.admin))
                .isInstanceOf(NotFoundException.class);
        Inbox inbox = create("");
        inboxes.pause(inbox.id(), true, fixture.admin);
        assertThatThrownBy(() -> inboxes.lookNow(inbox.id(), fixture.admin)).isInstanceOf(ConflictException.class);
        inboxes.delete(inbox.id(), fixture.admin);
        assertThat(inboxes.list(fixture.admin)).isEmpty();
    }
}
