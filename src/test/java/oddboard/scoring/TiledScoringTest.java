package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.common.ConflictException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ModelInput;
import oddboard.evaluation.RunSheets;
import oddboard.image.Crop;
import oddboard.image.InputFrame;
import oddboard.image.RasterImage;
import oddboard.job.JobContext.Stop;
import oddboard.job.JobFailure;
import oddboard.job.PlainJobContext;
import oddboard.registry.Method;
import oddboard.registry.ModelVersion;
import oddboard.registry.Thresholds;
import oddboard.run.Run;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of runs that see tiles. */
@Slow
class TiledScoringTest extends TiledFixture {
    @ParameterizedTest
    @EnumSource(ModelInput.Tiles.Score.class)
    void scoresOfTheTestSplitAreTheRunsToTheBit(ModelInput.Tiles.Score pooling) throws Exception {
        var version = imported(0, Crop.FIT);
        Run run = run(version, "patches", Map.of("head", "bank", "bankSize", 100), tiles(96, 64, pooling));
        ModelVersion model = registered(run);
        assertThat(model.preprocessing().input()).isEqualTo(run.setup().input());
        double[] own = scores(run);

        Scoring stored = scored(fixture.start("parts/1", List.of(), version.id(), ScoringSpec.Maps.ALL));
        assertThat(fixture.scores(stored)).containsExactly(own);
        assertThat(stored.imageSize()).isEqualTo(version.imageSize());
        Scoring sent = scored(fixture.start("parts/1", List.of(sent(testFiles())), null, ScoringSpec.Maps.ALL));
        assertThat(fixture.scores(sent)).containsExactlyInAnyOrder(own);
        assertThat(sent.imageSize()).isEqualTo(version.imageSize());
        mapsAreTheRuns(run, version, stored);

        var pictures = fixture.runs.part(ScoringPictures.class);
        for (ScoredImage image : fixture.images(sent)) {
            int at = fixture.images(stored).stream()
                    .filter(one -> one.file()
                            .endsWith(image.file().substring(image.file().lastIndexOf('/') + 1)))
                    .findFirst()
                    .orElseThrow()
                    .index();
            assertThat(image.score()).isEqualTo(own[at]);
            assertThat(pictures.map(sent, image.index()).orElseThrow().data())
                    .isEqualTo(pictures.map(stored, at).orElseThrow().data());
            assertThat(pictures.image(sent, image.index(), fixture.admin).data())
                    .isEqualTo(pictures.image(stored, at, fixture.admin).data());
        }
        // Drift compares like with like.
        assertThat(fixture.runs.part(Drifts.class).of(stored)).isPresent();
        assertThat(fixture.runs
                        .part(Neighbors.class)
                        .nearest(sent, 0, 3, fixture.admin)
                        .nearest())
                .hasSize(3);
    }

    /** As on the run's page, whose square has black where there is no image. */
    private void mapsAreTheRuns(Run run, DatasetVersion version, Scoring scoring) throws Exception {
        var sheets = fixture.runs.part(RunSheets.class);
        double scale = run.traits().reconstructs()
                ? fixture.runs
                        .jdbc
                        .sql("select error_scale from run_result where run_id = :run")
                        .param("run", run.id().value())
                        .query(Double.class)
                        .single()
                : 255;
        for (int i = 0; i < TEST; i++) {
            RasterImage square = sheets.errors(run, version, i, true);
            RasterImage ofRun = version.own() == null
                    ? square
                    : InputFrame.of(Crop.FIT, WIDTH, HEIGHT, square.width()).shown(square);
            byte[] map = fixture.runs
                    .part(ScoringPictures.class)
                    .map(scoring, i)
                    .orElseThrow()
                    .data();
            assertThat(map).hasSameSizeAs(ofRun.data());
            for (int at = 0; at < map.length; at++) {
                // Stored as float16 once more; errors of reconstructions are whole numbers on the run's page.
                double expected = Math.min(255, (ofRun.data()[at] & 255) * 255 / scale);
                assertThat((double) (map[at] & 255)).isCloseTo(expected, within(0.5 * 255 / scale + 0.51));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"backbone", "conv"})
    void otherDetectorsScoreTilesAsTheirRunsDo(String detector) throws Exception {
        var version = imported(0, Crop.FIT);
        Map<String, ?> settings = detector.equals("conv") ? Map.of("epochs", 1, "batchSize", 16) : Map.of();
        Run run = run(version, detector, settings, tiles(128, 64, ModelInput.Tiles.Score.MAX));
        registered(run);
        Scoring stored = scored(fixture.start("parts/1", List.of(), version.id(), ScoringSpec.Maps.ALL));
        assertThat(fixture.scores(stored)).containsExactly(scores(run));
        mapsAreTheRuns(run, version, stored);
        Scoring sent = scored(fixture.start("parts/1", List.of(sent(testFiles())), null, ScoringSpec.Maps.NONE));
        assertThat(fixture.scores(sent)).containsExactlyInAnyOrder(scores(run));
    }

    @Test
    void tilesOfImagesThatTheImportMadeSquareAreCutOutOfTheseSquares() throws Exception {
        var version = imported(192, Crop.SQUARE);
        assertThat(version.own()).isNull();
        Run run = run(version, "patches", Map.of(), tiles(96, 96, ModelInput.Tiles.Score.TOP));
        registered(run);
        Scoring stored = scored(fixture.start("parts/1", List.of(), version.id(), ScoringSpec.Maps.ALL));
        assertThat(fixture.scores(stored)).containsExactly(scores(run));
        Scoring sent = scored(fixture.start("parts/1", List.of(sent(testFiles())), null, ScoringSpec.Maps.ALL));
        assertThat(fixture.scores(sent)).containsExactlyInAnyOrder(scores(run));
        mapsAreTheRuns(run, version, stored);
        var other = imported(128, Crop.SQUARE);
        assertThatThrownBy(() -> fixture.start("parts/1", List.of(), other.id(), ScoringSpec.Maps.ALL))
                .isInstanceOf(ConflictException.class)
                .hasMessage(
                        "Version 2 keeps no images at their own size, and parts/1 sees tiles of 96 pixels, overlap 12,"
                                + " as 96 × 96 gray, mean score of the three highest; import the images with image size 0, or"
                                + " upload them to score them.");
    }

    @Test
    void aThresholdOfHeldOutImagesFlagsAndAStoppedJobGoesOn() throws Exception {
        var version = imported(0, Crop.FIT);
        Run run = run(
                version,
                "patches",
                Map.of("head", "bank", "bankSize", 100, "calibrationShare", 0.3),
                tiles(96, 64, ModelInput.Tiles.Score.MAX));
        registered(run);
        var threshold = fixture.runs
                .part(Thresholds.class)
                .add("parts", 1, new Thresholds.Request(Method.QUANTILE, Map.of("q", 1.0), null), fixture.admin);
        assertThat(threshold.calibration()).isNotNull();
        assertThat(threshold.calibration().n()).isEqualTo(3);

        var broken = new LinkedHashMap<>(testFiles());
        broken.put("test/broken.png", "no image".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Scoring scoring = fixture.start("parts/1", List.of(sent(broken)), null, ScoringSpec.Maps.FLAGGED);
        PlainJobContext first = fixture.claim(scoring);
        first.stopAt(5, Stop.DRAIN);
        fixture.work(first);
        int done = fixture.again(scoring).counts().done();
        assertThat(done).isBetween(1, 12);
        scoring = scored(scoring);
        assertThat(scoring.counts().done()).isEqualTo(13);
        assertThat(scoring.counts().failed()).isEqualTo(1);
        double[] own = scores(run);
        int flagged = 0;
        for (double score : own) {
            flagged += score >= threshold.value() ? 1 : 0;
        }
        assertThat(flagged).isGreaterThanOrEqualTo(6);
        assertThat(scoring.counts().flagged()).isEqualTo(flagged);
        assertThat(fixture.images(scoring).stream()
                        .filter(image -> image.score() != null)
                        .map(ScoredImage::score))
                .containsExactlyInAnyOrderElementsOf(
                        java.util.Arrays.stream(own).boxed().toList());
    }

    @Test
    void whatScoresByItsPlaceIsRefused() throws Exception {
        var version = imported(0, Crop.FIT);
        Run run = run(
                version,
                "vae",
                Map.of("epochs", 1, "batchSize", 16, "sampleAtScoring", true),
                tiles(128, 64, ModelInput.Tiles.Score.MAX));
        registered(run);
        Scoring scoring = fixture.start("parts/1", List.of(), version.id(), ScoringSpec.Maps.NONE);
        assertThatThrownBy(() -> fixture.work(fixture.claim(scoring)))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("parts/1 sees tiles")
                .hasMessageContaining("sampleAtScoring");
    }
}
