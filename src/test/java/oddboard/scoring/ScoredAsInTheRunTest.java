package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import oddboard.dataset.VersionId;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.job.JobState;
import oddboard.scoring.ScoringSpec.Maps;
import oddboard.testing.RunFixture;
import oddboard.testing.Slow;
import oddboard.upload.UploadId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A scoring of the test images, wherever they come from, gives the scores of the run: every detector. */
@Slow
class ScoredAsInTheRunTest {
    private static final int SIZE = RunFixture.SIZE;

    @TempDir
    Path folder;

    private ScoringFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new ScoringFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    static Stream<String> kinds() {
        return Stream.concat(
                Detectors.all().stream().map(Detector::id), Stream.of("conv crop=0.75", "vae sampleAtScoring=true"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theTestSplitScoresBitForBitAsInItsRun(String kind) throws Exception {
        String[] parts = (kind + " ").split(" ", -1);
        ScoringFixture.Trained trained = fixture.train("caps", parts[0], ScoringJobTest.settings(parts[0], parts[1]));

        Scoring stored = fixture.start("caps/1", List.of(), new VersionId(fixture.runs.version), Maps.ALL);
        fixture.work(fixture.claim(stored));
        UploadId zip = fixture.upload(
                "test.zip", ScoringFixture.zip(ScoringJobTest.pngs(fixture.runs.testPixels, RunFixture.TEST.length)));
        Scoring sent = fixture.start("caps@sha256:" + trained.model().sha256(), List.of(zip), null, Maps.ALL);
        fixture.work(fixture.claim(sent));

        assertThat(fixture.scores(stored)).containsExactly(trained.scores());
        assertThat(fixture.scores(sent)).containsExactly(trained.scores());
        Scoring done = fixture.again(sent);
        assertThat(done.job().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.counts()).isEqualTo(new Scoring.Counts(12, 12, 0, 0, 0, 0, 0));
        ScoringPictures pictures = fixture.runs.part(ScoringPictures.class);
        for (int i : new int[] {0, 11}) {
            byte[] image = pictures.image(done, i, fixture.admin).data();
            assertThat(image)
                    .isEqualTo(Arrays.copyOfRange(fixture.runs.testPixels, i * image.length, (i + 1) * image.length))
                    .isEqualTo(pictures.image(fixture.again(stored), i, fixture.admin)
                            .data());
            assertThat(pictures.map(done, i).orElseThrow().data())
                    .hasSize(SIZE * SIZE)
                    .isEqualTo(
                            pictures.map(fixture.again(stored), i).orElseThrow().data());
        }
    }
}
