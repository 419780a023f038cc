package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Engine;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.Progress;
import oddboard.detector.QuietProgress;
import oddboard.detector.Settings;
import oddboard.detector.WaveImages;
import org.junit.jupiter.api.Test;

/**
 * Every detector at 64 x 64 x 3 beside (a) the same steps as one TorchScript call on the same libtorch and (b) the same
 * blocks trained by DJL's own trainer and Adam, round by round in one process; writes target/bench/detectors.md.
 */
class DetectorBench {
    private static final ImageShape SHAPE = new ImageShape(64, 3);
    private static final int BATCH = 128;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);
    private static final double SECONDS = Double.parseDouble(System.getProperty("bench.seconds", "2"));
    private static final String ONLY = System.getProperty("bench.detector", "");

    @Test
    void comparesEveryDetector() throws IOException {
        Path table = Path.of("target", "bench", "detectors.md");
        Files.createDirectories(table.getParent());
        List<String> rows = new ArrayList<>(List.of(
                "| detector | training, images/s | (a) native | ratio | (b) DJL's trainer | ratio | scoring, images/s | (a) native | ratio |",
                "|---|---|---|---|---|---|---|---|---|"));
        for (Detector detector : Detectors.all()) {
            if (ONLY.isEmpty() || ONLY.equals(detector.id())) {
                rows.add(row(detector));
                Files.writeString(
                        table,
                        "64 x 64 x 3, batch " + BATCH + ", " + Engine.describeDevice("cpu") + "; median of " + ROUNDS
                                + " rounds, ratio = median of each round's ratio\n\n" + String.join("\n", rows) + "\n");
            }
        }
    }

    private static String row(Detector detector) throws IOException {
        Settings settings = Settings.of(detector.settings(), Map.of("epochs", 10_000, "batchSize", BATCH));
        WaveImages two = WaveImages.normal(2 * BATCH, SHAPE, 1);
        try (Model open = detector.open(settings, SHAPE, "cpu")) {
            NetworkModel model = (NetworkModel) open;
            try (Native whole = new Native(model, two)) {
                assertSameStep(model, whole, two);
                double once = seconds(() -> epochs(model, two, 1));
                int batches = (int) Math.max(2, Math.round(SECONDS / once * 2));
                return compare(detector, settings, WaveImages.normal(batches * BATCH, SHAPE, 1));
            }
        }
    }

    /** The three start from the same weights; what draws no random numbers must agree in its first losses. */
    private static void assertSameStep(NetworkModel model, Native whole, WaveImages images) {
        int[] order = new Schedule(images.count(), BATCH, 0)
                .epoch(model.settings().integer("seed"), 0).stream()
                        .flatMapToInt(microBatch -> Arrays.stream(microBatch.images()))
                        .toArray();
        Silent progress = new Silent();
        double[] scored = whole.score();
        double[] own = new double[scored.length];
        model.score(images, (i, score, image) -> own[i] = score, progress);
        assertThat(scored).as("scores of " + model.detector()).containsExactly(own, within(1e-3));
        double loss = whole.fit(order) / 2;
        epochs(model, images, 1, progress);
        assertThat(loss).as("loss of " + model.detector()).isCloseTo(progress.losses.getFirst(), within(0.05 * loss));
    }

    private static String compare(Detector detector, Settings settings, WaveImages images) throws IOException {
        try (Model open = detector.open(settings, SHAPE, "cpu")) {
            NetworkModel model = (NetworkModel) open;
            try (Native whole = new Native(model, images);
                    DjlTraining djl = new DjlTraining(detector, settings, images)) {
                int[] order = new Schedule(images.count(), BATCH, 0)
                        .epoch(1, 0).stream()
                                .flatMapToInt(microBatch -> Arrays.stream(microBatch.images()))
                                .toArray();
                double[][] times = new double[5][ROUNDS];
                for (int round = -1; round < ROUNDS; round++) {
                    List<Runnable> work = List.of(
                            () -> epochs(model, images, 1),
                            () -> whole.fit(order),
                            () -> djl.epoch(),
                            () -> model.score(images, (i, score, image) -> {}, new Silent()),
                            whole::score);
                    for (int i = 0; i < work.size(); i++) {
                        // every other round backwards, so that none always follows the same one
                        int which = round % 2 == 0 ? i : work.size() - 1 - i;
                        double time = seconds(work.get(which));
                        if (round >= 0) {
                            times[which][round] = time;
                        }
                    }
                }
                return row(detector, images.count(), times);
            }
        }
    }

    private static String row(Detector detector, int images, double[][] times) {
        return "| `%s` | %.0f | %.0f | **%.2f** | %.0f | **%.1f** | %.0f | %.0f | **%.2f** |"
                .formatted(
                        detector.id(),
                        images / median(times[0]),
                        images / median(times[1]),
                        ratio(times[1], times[0]),
                        images / median(times[2]),
                        ratio(times[2], times[0]),
                        images / median(times[3]),
                        images / median(times[4]),
                        ratio(times[4], times[3]));
    }

    private static double ratio(double[] other, double[] own) {
        double[] ratios = new double[own.length];
        Arrays.setAll(ratios, i -> other[i] / own[i]);
        return median(ratios);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static void epochs(NetworkModel model, WaveImages images, int epochs) {
        epochs(model, images, epochs, new Silent());
    }

    private static void epochs(NetworkModel model, WaveImages images, int epochs, Silent progress) {
        int until = model.epoch() + epochs;
        model.fit(images, new Until(progress, model, until));
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Stops a training once an epoch is reached. */
    private record Until(Progress progress, Model model, int epoch) implements QuietProgress {
        @Override
        public boolean stopRequested() {
            return model.epoch() >= epoch;
        }

        @Override
        public void epoch(int epoch, Map<String, Double> losses, double imagesPerSecond, double waitShare) {
            progress.epoch(epoch, losses, imagesPerSecond, waitShare);
        }
    }
}
