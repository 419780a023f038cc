package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Engine;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.Progress;
import oddboard.detector.QuietProgress;
import oddboard.detector.Settings;
import oddboard.detector.WaveImages;
import oddboard.testing.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores by the worst pixels of a reconstruction, as they are and beside what is usual there. */
@Slow
class ErrorScoreTest {
    private static final int EDGE = 9;
    private static final ImageShape SHAPE = new ImageShape(32, 1);
    private static final WaveImages TRAIN = WaveImages.normal(20, SHAPE, 1);
    private static final WaveImages VALIDATION = WaveImages.normal(7, SHAPE, 4);
    private static final WaveImages TEST = WaveImages.normal(9, SHAPE, 2).withOutlier();

    @BeforeAll
    static void computeOnOneThread() {
        Engine.useThreads(1);
    }

    @Test
    void takesTheWorstFiveByFivePixels() {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] out = random(2 * 3 * EDGE * EDGE, 1);
            float[] images = random(2 * 3 * EDGE * EDGE, 2);
            float[] usual = random(EDGE * EDGE, 3);
            for (int i = 0; i < usual.length; i++) {
                usual[i] = 0.5f + Math.abs(usual[i]);
            }
            Shape shape = new Shape(2, 3, EDGE, EDGE);
            NDList evaluated = TorchOps.evaluateWorst(
                    NativeArrays.of(manager, shape, out),
                    NativeArrays.of(manager, shape, images),
                    NativeArrays.of(manager, new Shape(1, 1, EDGE, EDGE), usual));
            double[] expected = new double[2];
            for (int i = 0; i < 2; i++) {
                for (int y = 0; y + 5 <= EDGE; y++) {
                    for (int x = 0; x + 5 <= EDGE; x++) {
                        double mean = 0;
                        for (int k = 0; k < 25; k++) {
                            int pixel = (y + k / 5) * EDGE + x + k % 5;
                            mean += squared(out, images, i, pixel) / usual[pixel] / 25;
                        }
                        expected[i] = Math.max(expected[i], Math.sqrt(mean));
                    }
                }
            }
            assertThat(evaluated.get(0).toDoubleArray())
                    .usingComparatorWithPrecision(1e-5)
                    .containsExactly(expected);
            NDList whole =
                    TorchOps.evaluate(NativeArrays.of(manager, shape, out), NativeArrays.of(manager, shape, images));
            assertThat(evaluated.get(1).toByteArray()).isEqualTo(whole.get(1).toByteArray());
        }
    }

    @Test
    void measuresTheUsualErrorOfThoseThatCount() {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] out = random(3 * 3 * EDGE * EDGE, 4);
            float[] images = random(3 * 3 * EDGE * EDGE, 5);
            Shape shape = new Shape(3, 3, EDGE, EDGE);
            Shape map = new Shape(1, 1, EDGE, EDGE);
            NDArray sums = manager.zeros(map, DataType.FLOAT64);
            NDArray usual = manager.ones(map);
            NDArray of = NativeArrays.of(manager, shape, out);
            NDArray from = NativeArrays.of(manager, shape, images);
            TorchOps.addErrors(manager, sums, of, from, 3);
            TorchOps.addErrors(manager, sums, of, from, 2);
            TorchOps.usualErrors(manager, usual, sums, 5);
            double[] means = new double[EDGE * EDGE];
            double all = 0;
            for (int pixel = 0; pixel < means.length; pixel++) {
                for (int i : new int[] {0, 1, 2, 0, 1}) {
                    means[pixel] += squared(out, images, i, pixel) / 5;
                }
                all += means[pixel] / means.length;
            }
            float[] measured = usual.toFloatArray();
            for (int pixel = 0; pixel < means.length; pixel++) {
                assertThat((double) measured[pixel]).isCloseTo(means[pixel] + 0.05 * all, within(1e-5));
            }
        }
    }

    /** Mean over the channels. */
    private static double squared(float[] out, float[] images, int image, int pixel) {
        double sum = 0;
        for (int channel = 0; channel < 3; channel++) {
            int at = (image * 3 + channel) * EDGE * EDGE + pixel;
            sum += Math.pow((double) out[at] - images[at], 2) / 3;
        }
        return sum;
    }

    private static float[] random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    /** A spot that is lost in the sum over all pixels. */
    private record Spotted(ImageSource whole) implements ImageSource {
        @Override
        public int count() {
            return 2 * whole.count();
        }

        @Override
        public ImageShape shape() {
            return whole.shape();
        }

        @Override
        public void read(int index, ByteBuffer to) {
            int at = to.position();
            whole.read(index / 2, to);
            for (int k = 0; index % 2 == 1 && k < 16; k++) {
                to.put(at + (12 + k / 4) * SHAPE.size() + 9 + k % 4, (byte) 255);
            }
        }
    }

    @Test
    void raisesTheScoreOfEveryImageWithASpot() {
        try (Model model = open("conv", Map.of("score", "normalized", "epochs", 30))) {
            model.fit(TRAIN, VALIDATION, new QuietProgress() {});
            List<Double> scores = scores(model, new Spotted(WaveImages.normal(9, SHAPE, 2)));
            for (int i = 0; i < scores.size(); i += 2) {
                assertThat(scores.get(i + 1)).isGreaterThan(1.5 * scores.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fcn", "conv", "vae", "fcn-wide", "multi-encoder", "resnet", "resnet-aux"})
    void scoresTheSameAfterItWasSavedAndLoadedAndAfterAStopWhileItMeasured(String detector) throws IOException {
        Map<String, Object> settings = Map.of("score", "normalized");
        List<Double> scores;
        byte[] saved;
        List<String> log = new ArrayList<>();
        try (Model model = open(detector, settings)) {
            assertThat(model.fit(TRAIN, VALIDATION, logging(log))).isTrue();
            scores = scores(model, TEST);
            saved = saved(model);
        }
        assertThat(log).containsExactly("usual error of each pixel measured on 7 images");
        try (Model model = open(detector, settings)) {
            model.restore(new ByteArrayInputStream(saved));
            model.fit(WaveImages.normal(0, SHAPE, 1), new QuietProgress() {});
            assertThat(scores(model, TEST)).isEqualTo(scores);
        }
        // Two epochs of three batches, each with a look at the validation images; then it measures.
        byte[] stopped;
        try (Model model = open(detector, settings)) {
            assertThat(model.fit(TRAIN, VALIDATION, stoppingAt(8))).isFalse();
            assertThat(model.epoch()).isEqualTo(2);
            stopped = saved(model);
        }
        try (Model model = open(detector, settings)) {
            model.restore(new ByteArrayInputStream(stopped));
            assertThat(model.fit(TRAIN, VALIDATION, new QuietProgress() {})).isTrue();
            assertThat(scores(model, TEST)).isEqualTo(scores);
        }
    }

    @Test
    void measuresOnTrainingImagesWhereThereAreNoOthersAndSaysSo() {
        List<String> log = new ArrayList<>();
        try (Model model = open("conv", Map.of("score", "normalized"))) {
            model.fit(TRAIN, logging(log));
        }
        assertThat(log).containsExactly("usual error of each pixel measured on 20 images");
    }

    private static Progress logging(List<String> log) {
        return new QuietProgress() {
            @Override
            public void log(String line) {
                log.add(line);
            }
        };
    }

    private static Progress stoppingAt(int question) {
        int[] asked = new int[1];
        return new QuietProgress() {
            @Override
            public boolean stopRequested() {
                return asked[0]++ >= question;
            }
        };
    }

    private static Model open(String id, Map<String, Object> given) {
        Detector detector = Detectors.byId(id).orElseThrow();
        Map<String, Object> all =
                new LinkedHashMap<>(Map.of("batchSize", 8, "seed", 5, "learningRate", 0.002, "epochs", 2));
        switch (id) {
            case "fcn-wide" -> all.put("widths", "64,32,16,8");
            case "multi-encoder" -> all.put("widths", "64,16");
            case "resnet", "resnet-aux" -> all.put("widths", "8,8,16,16,8");
            default -> {}
        }
        all.putAll(given);
        return detector.open(Settings.of(detector.settings(), all), SHAPE, "cpu");
    }

    private static List<Double> scores(Model model, ImageSource images) {
        List<Double> scores = new ArrayList<>();
        assertThat(model.score(images, (i, score, shown) -> scores.add(score), new QuietProgress() {}))
                .isTrue();
        return scores;
    }

    private static byte[] saved(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.save(bytes);
        return bytes.toByteArray();
    }
}
