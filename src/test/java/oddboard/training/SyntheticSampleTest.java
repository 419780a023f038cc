package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.InputChoice;
import oddboard.dataset.PackedImages;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Settings;
import oddboard.detector.SyntheticDefects;
import oddboard.run.LogLine;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Runs;
import oddboard.testing.Photographs;
import oddboard.testing.Slow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Held-out images against themselves with synthetic defects, as a run stores it. */
@Slow
class SyntheticSampleTest {
    private static final Map<String, Object> BANK = Map.of("head", "bank", "bankSize", 50, "calibrationShare", 0.5);

    @TempDir
    Path folder;

    private InputFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new InputFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private record Stored(Double auroc, Integer images) {}

    private Stored stored(RunId run) {
        return fixture.jdbc
                .sql("select synthetic_auroc as auroc, synthetic_images as images from run_result where run_id = :run")
                .param("run", run.value())
                .query(Stored.class)
                .single();
    }

    private List<String> log(Run run) {
        return fixture.part(Runs.class).log(run.id(), 0).stream()
                .map(LogLine::line)
                .toList();
    }

    /** The training images at these places. */
    private ImageSource images(DatasetVersion version, IntStream places) throws Exception {
        List<byte[]> pixels = new ArrayList<>();
        ImageShape shape;
        try (PackedImages all = fixture.part(Datasets.class).openTrain(version.id())) {
            shape = new ImageShape(all.size(), all.channels());
            for (int place : places.toArray()) {
                ByteBuffer one = ByteBuffer.allocate(shape.elements());
                all.read(place, one);
                pixels.add(one.array());
            }
        }
        return new Kept(pixels, shape);
    }

    private record Kept(List<byte[]> pixels, ImageShape shape) implements ImageSource {
        @Override
        public int count() {
            return pixels.size();
        }

        @Override
        public void read(int index, ByteBuffer to) {
            to.put(pixels.get(index));
        }
    }

    private static double[] scores(Model model, ImageSource images) {
        double[] scores = new double[images.count()];
        model.score(images, (i, score, shown) -> scores[i] = (float) score, new QuietProgress() {});
        return scores;
    }

    @Test
    void isTheShareOfPairsInWhichTheDefectScoresHigher() throws Exception {
        var version = fixture.imported(new Photographs(96, 96, 6).files(48, 4, 4), 64);
        Run run = fixture.run(version, "patches", BANK, null);
        ImageSource heldOut = images(version, IntStream.range(0, 48).filter(i -> i % 2 == 1));
        Detector detector = Detectors.byId("patches").orElseThrow();
        double[] normal;
        double[] defects;
        try (Model model = detector.open(Settings.of(detector.settings(), BANK), heldOut.shape(), "cpu")) {
            model.fit(images(version, IntStream.range(0, 48).filter(i -> i % 2 == 0)), new QuietProgress() {});
            normal = scores(model, heldOut);
            defects = scores(model, new SyntheticDefects(heldOut));
        }
        double higher = Arrays.stream(normal)
                .map(n -> Arrays.stream(defects)
                        .map(d -> d > n ? 1 : d == n ? 0.5 : 0)
                        .sum())
                .sum();
        assertThat(stored(run.id()).images()).isEqualTo(24);
        assertThat(stored(run.id()).auroc())
                .isCloseTo(higher / (24 * 24), within(1e-3))
                .isGreaterThan(0.6);
        assertThat(log(run))
                .anyMatch(l -> l.startsWith("24 held-out images against themselves with a synthetic defect"));
    }

    @Test
    void ofTilesOneHasADefectAndEveryEntryIsMeasured() throws Exception {
        var version = fixture.imported(new Photographs(160, 120, 6).files(48, 4, 4), 0);
        Run run = fixture.run(
                version,
                "patches",
                Map.of("head", "all", "bankSize", 50, "calibrationShare", 0.25),
                new InputChoice(null, null, null, new InputChoice.TilesChoice(64, 16, null)));
        assertThat(stored(run.id())).as("12 images are too few").isEqualTo(new Stored(null, null));
        assertThat(log(run)).noneMatch(line -> line.contains("synthetic"));

        Run enough = fixture.run(
                version,
                "patches",
                Map.of("head", "all", "bankSize", 50, "calibrationShare", 0.5),
                new InputChoice(null, null, null, new InputChoice.TilesChoice(64, 16, null)));
        List<RunId> all = new ArrayList<>(fixture.find(enough.id()).entries().own());
        assertThat(all).hasSize(4);
        all.add(enough.id());
        for (RunId one : all) {
            assertThat(stored(one).images()).isEqualTo(24);
            assertThat(stored(one).auroc()).isGreaterThan(0.5);
        }
        assertThat(all.stream().map(one -> stored(one).auroc()).distinct()).hasSizeGreaterThan(1);
    }

    @Test
    void validationImagesAreHeldOutToo() throws Exception {
        var version = fixture.imported(new Photographs(96, 96, 6).files(48, 4, 4), 32);
        Run run = fixture.run(
                version,
                "conv",
                Map.of("epochs", 1, "batchSize", 8, "calibrationShare", 0.25, "validationShare", 0.25),
                null);
        assertThat(stored(run.id()).images()).isEqualTo(12 + 9);
        Run none = fixture.run(version, "conv", Map.of("epochs", 1, "batchSize", 8), null);
        assertThat(stored(none.id())).isEqualTo(new Stored(null, null));
    }
}
