package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.common.ConflictException;
import javax.imageio.ImageIO;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.InputChoice;
import oddboard.dataset.ModelInput;
import oddboard.evaluation.RunSheets;
import oddboard.image.Crop;
import oddboard.image.ImageDecoder;
import oddboard.image.Images;
import oddboard.image.InputFrame;
import oddboard.image.RasterImage;
import oddboard.image.Resizer;
import oddboard.ingest.ImportHandler;
import oddboard.ingest.ImportSpec;
import oddboard.ingest.Imports;
import oddboard.job.JobContext.Stop;
import oddboard.job.JobFailure;
import oddboard.job.PlainJobContext;
import oddboard.registry.Method;
import oddboard.registry.ModelRegistration;
import oddboard.registry.ModelVersion;
import oddboard.registry.Thresholds;
import oddboard.run.Run;
import oddboard.run.RunResults;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.testing.Photographs;
import oddboard.testing.Slow;
import oddboard.upload.UploadId;
import oddboard.upload.Uploads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of runs that see tiles. */
@Slow
class TiledScoringTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final int TRAIN = 12;
    private static final int TEST = 12;

    @TempDir
    Path folder;

    private ScoringFixture fixture;
    private Dataset set;
    private Map<String, byte[]> files;

    @BeforeEach
    void open() throws Exception {
        fixture = new ScoringFixture(folder);
        set = fixture.runs.part(Datasets.class).create("Parts", "", Dataset.Visibility.TEAM, fixture.admin);
        files = new Photographs(WIDTH, HEIGHT, 6).files(TRAIN, 6, 6);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private UploadId sent(Map<String, byte[]> all) throws Exception {
        return fixture.runs
                .part(Uploads.class)
                .store(
                        set.id(),
                        "set.zip",
                        new ByteArrayInputStream(ScoringFixture.zip(new LinkedHashMap<>(all))),
                        fixture.admin)
                .id();
    }

    private DatasetVersion imported(int size, Crop crop) throws Exception {
        var file = new ImportSpec.File(sent(files), ImportSpec.FileRole.ARCHIVE);
        var version = fixture.runs
                .part(Imports.class)
                .start(
                        set.id(),
                        new ImportSpec(List.of(file), size, crop, 0, ImportSpec.OnBadFile.STOP),
                        fixture.admin);
        fixture.runs
                .part(ImportHandler.class)
                .handle(new PlainJobContext(fixture.runs.database, version.job(), fixture.directory()));
        return fixture.runs.datasets().findVersion(version.id(), fixture.admin).orElseThrow();
    }

    private Run run(DatasetVersion version, String detector, Map<String, ?> settings, InputChoice input)
            throws Exception {
        var runs = fixture.runs.part(Runs.class);
        var run = runs.start(RunSpec.of(version.id(), detector, settings).with(input), fixture.admin);
        fixture.runs
                .handler()
                .handle(new PlainJobContext(fixture.runs.database, run.job().id(), fixture.directory()));
        return runs.find(run.id(), fixture.admin).orElseThrow();
    }

    private ModelVersion registered(Run run) {
        return fixture.runs.part(ModelRegistration.class).register(run.id(), "parts", "", List.of(), fixture.admin);
    }

    private static InputChoice tiles(int size, int edge, ModelInput.Tiles.Score score) {
        return new InputChoice(edge, null, null, new InputChoice.TilesChoice(size, null, score));
    }

    private double[] scores(Run run) {
        return fixture.runs
                .part(RunResults.class)
                .scores(run.id())
                .orElseThrow()
                .scores();
    }

    /** The test images, in their order, as somebody would send them. */
    private Map<String, byte[]> testFiles() {
        Map<String, byte[]> test = new LinkedHashMap<>();
        files.forEach((name, bytes) -> {
            if (name.startsWith("test/good") || name.startsWith("test/spot")) {
                test.put(name, bytes);
            }
        });
        return test;
    }

    private Scoring scored(Scoring scoring) throws Exception {
        fixture.work(fixture.claim(scoring));
        return fixture.again(scoring);
    }

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

    /** An import that cuts out the middle says nothing of what tiles see. */
    @Test
    void picturesAndMapsShowAllOfAnImageInItsShape() throws Exception {
        var version = imported(0, Crop.SQUARE);
        Run run = run(version, "patches", Map.of(), tiles(96, 96, ModelInput.Tiles.Score.MAX));
        registered(run);
        Map<String, byte[]> all = testFiles();
        // The left edge, which the import's square leaves out, is all that differs.
        BufferedImage odd = ImageIO.read(new ByteArrayInputStream(all.values().iterator().next()));
        for (int y = 90; y < 150; y++) {
            for (int x = 3; x < 33; x++) {
                odd.setRGB(x, y, 0xffffff);
            }
        }
        all.put("test/odd.png", Images.png(odd));
        Scoring sent = scored(fixture.start("parts/1", List.of(sent(all)), null, ScoringSpec.Maps.ALL));
        Scoring stored = scored(fixture.start("parts/1", List.of(), version.id(), ScoringSpec.Maps.ALL));
        var pictures = fixture.runs.part(ScoringPictures.class);
        int size = version.imageSize();
        int height = size * HEIGHT / WIDTH;
        for (ScoredImage image : fixture.images(sent)) {
            RasterImage picture = pictures.image(sent, image.index(), fixture.admin);
            assertThat(picture.width()).isEqualTo(size);
            assertThat(picture.height()).isEqualTo(height);
            assertThat(picture.data())
                    .as(image.file())
                    .isEqualTo(Resizer.resize(decoded(all.get(image.file())), size, height)
                            .withChannels(sent.channels())
                            .data());
        }
        assertThat(pictures.image(stored, 0, fixture.admin).height()).isEqualTo(height);
        int index = fixture.images(sent).stream()
                .filter(image -> image.file().endsWith("odd.png"))
                .findFirst()
                .orElseThrow()
                .index();
        RasterImage map = pictures.map(sent, index).orElseThrow();
        assertThat(map.width()).isEqualTo(size);
        int highest = 0;
        for (int i = 0; i < map.data().length; i++) {
            highest = (map.data()[i] & 255) > (map.data()[highest] & 255) ? i : highest;
        }
        assertThat(highest % size * WIDTH / size).as("column").isBetween(0, 45);
        assertThat(highest / size * WIDTH / size).as("row").isBetween(75, 165);
        // Drift and neighbors compare what the import made.
        assertThat(pictures.square(stored, 0, fixture.admin).height()).isEqualTo(size);
        assertThat(fixture.runs
                        .part(Neighbors.class)
                        .nearest(sent, index, 3, fixture.admin)
                        .nearest())
                .hasSize(3);
        assertThat(brightness(sent)).containsAll(brightness(stored));
    }

    private List<Float> brightness(Scoring scoring) {
        return fixture.runs
                .jdbc
                .sql("select brightness from scoring_image where scoring_id = :id order by index")
                .param("id", scoring.id().value())
                .query(Float.class)
                .list();
    }

    private static RasterImage decoded(byte[] file) {
        return ImageDecoder.decode(file, "", "").pixels();
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
