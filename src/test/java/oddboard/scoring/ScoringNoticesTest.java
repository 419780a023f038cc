package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import oddboard.dataset.VersionId;
import oddboard.job.JobState;
import oddboard.notice.Notice;
import oddboard.notice.Notices;
import oddboard.scoring.ScoringSpec.Maps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real model scores the test images as a worker does it, and its end is told of. */
class ScoringNoticesTest {
    @TempDir
    Path folder;

    private ScoringFixture fixture;
    private ScoringFixture.Trained trained;

    @BeforeEach
    void open() throws Exception {
        fixture = new ScoringFixture(folder);
        trained = fixture.train("caps", "conv", Map.of("epochs", 1, "batchSize", 8));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Scoring start() {
        return fixture.start("caps/1", List.of(), new VersionId(fixture.runs.version), Maps.NONE);
    }

    private List<Notice> notices() {
        return fixture.runs.part(Notices.class).list(fixture.admin, 50).stream()
                .filter(notice -> notice.text().startsWith("Scoring"))
                .toList();
    }

    @Test
    void tellsHowManyImagesWereFlaggedAndNothingWhereNoneWere() throws Exception {
        fixture.work(fixture.claim(start()));
        assertThat(notices()).as("without a threshold").isEmpty();

        double[] sorted = trained.scores().clone();
        Arrays.sort(sorted);
        fixture.runs
                .jdbc
                .sql(
                        "insert into threshold (model_version_id, method, value, scale, account_id) values (:model, 'manual', :value, 0.5, :by)")
                .param("model", trained.model().id().value())
                .param("value", sorted[9])
                .param("by", fixture.admin.id().value())
                .update();
        Scoring scoring = start();
        fixture.work(fixture.claim(scoring));
        assertThat(notices()).singleElement().satisfies(notice -> {
            assertThat(notice.text()).isEqualTo("Scoring " + scoring.name() + " flagged 3 of 12 images.");
            assertThat(notice.href()).isEqualTo("scorings/" + scoring.id() + "?shown=flagged");
            assertThat(notice.good()).isFalse();
        });
    }

    @Test
    void tellsOfOneThatFailedAndOfNoneThatWasCanceled() {
        Scoring scoring = start();
        ScoringHandler handler = fixture.runs.part(ScoringHandler.class);
        handler.ended(scoring.job().id(), JobState.CANCELLED);
        assertThat(notices()).isEmpty();
        handler.ended(scoring.job().id(), JobState.FAILED);
        assertThat(notices()).singleElement().satisfies(notice -> {
            assertThat(notice.text()).isEqualTo("Scoring " + scoring.name() + " failed; its page says why.");
            assertThat(notice.href()).isEqualTo("scorings/" + scoring.id());
        });
    }
}
