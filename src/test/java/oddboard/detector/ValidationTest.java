package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import oddboard.testing.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training that looks at images kept out of it, and ends early by them. */
@Slow
class ValidationTest extends DetectorContract {
    private static final WaveImages VALIDATION = WaveImages.normal(7, SHAPE, 4);

    /** What it learns of the others makes this one's reconstruction worse. */
    private static final WaveImages UNLIKE = WaveImages.normal(0, SHAPE, 4).withOutlier();

    @BeforeAll
    static void computeOnOneThread() {
        Engine.useThreads(1);
    }

    static Stream<Detector> trainedInEpochs() {
        return Detectors.all().stream().filter(detector -> detector.traits().epochs());
    }

    /** The file was written before training knew a validation split; other processors round otherwise. */
    @ParameterizedTest
    @MethodSource("trainedInEpochs")
    void atItsDefaultsADetectorScoresAsItDidBefore(Detector detector) throws IOException {
        try (Model model = open(detector, Map.of("epochs", 3))) {
            model.fit(TRAIN, new Recorder());
            List<Double> before = before(detector.id());
            List<Double> now = scores(model);
            assertThat(now).hasSameSizeAs(before);
            for (int i = 0; i < now.size(); i++) {
                assertThat(now.get(i)).isCloseTo(before.get(i), within(1e-4 * before.get(i)));
            }
        }
    }

    private static List<Double> before(String detector) throws IOException {
        try (InputStream in = ValidationTest.class.getResourceAsStream("/oddboard/detector/seed-scores.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> line.startsWith(detector + " "))
                    .flatMap(line -> Arrays.stream(line.split(" ")).skip(1))
                    .map(Double::valueOf)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("trainedInEpochs")
    void tellsTheErrorOfImagesThatItDoesNotLearnFrom(Detector detector) {
        Recorder alone = new Recorder();
        List<Double> measured = new ArrayList<>();
        Recorder validated = new Recorder() {
            @Override
            public void checkpoint(Model model, boolean best) {
                measured.add(error(model));
            }
        };
        try (Model model = open(detector, Map.of("epochs", 3, "checkpoint", "last"));
                Model other = open(detector, Map.of("epochs", 3, "checkpoint", "last"))) {
            model.fit(TRAIN, alone);
            other.fit(TRAIN, VALIDATION, validated);
            assertThat(scores(other)).isEqualTo(scores(model));
        }
        assertThat(validated.loss()).isEqualTo(alone.loss());
        assertThat(alone.losses).noneMatch(losses -> losses.containsKey("validation"));
        for (int epoch = 0; epoch < 3; epoch++) {
            // From pixels rounded to 256 steps.
            assertThat(validated.losses.get(epoch).get("validation")).isCloseTo(measured.get(epoch), within(2e-3));
        }
    }

    private static double error(Model model) {
        double[] sum = new double[1];
        model.score(
                VALIDATION,
                (i, score, shown) -> {
                    byte[] image = Objects.requireNonNull(shown.reconstruction());
                    java.nio.ByteBuffer original = java.nio.ByteBuffer.allocate(SHAPE.elements());
                    VALIDATION.read(i, original);
                    for (int k = 0; k < image.length; k++) {
                        double difference = ((image[k] & 255) - (original.get(k) & 255)) / 127.5;
                        sum[0] += difference * difference;
                    }
                },
                new Recorder());
        return sum[0] / VALIDATION.count() / SHAPE.elements();
    }

    @ParameterizedTest
    @MethodSource("trainedInEpochs")
    void endsEarlyAndTheSameAfterEveryRestore(Detector detector) throws IOException {
        Map<String, Object> settings = Map.of("epochs", 40, "patience", 2, "checkpoint", "best");
        List<byte[]> checkpoints = new ArrayList<>();
        Recorder unbroken = new Recorder() {
            @Override
            public void checkpoint(Model model, boolean best) throws IOException {
                checkpoints.add(saved(model));
            }
        };
        List<Double> scores;
        byte[] done;
        try (Model model = open(detector, settings)) {
            assertThat(model.fit(TRAIN, UNLIKE, unbroken)).isTrue();
            assertThat(model.epoch()).isLessThan(40);
            scores = scores(model);
            done = saved(model);
        }
        List<Double> validation = unbroken.losses.stream()
                .map(losses -> Objects.requireNonNull(losses.get("validation")))
                .toList();
        int best = IntStream.range(0, validation.size())
                .boxed()
                .min(Comparator.comparing(validation::get))
                .orElseThrow();
        assertThat(validation).hasSize(best + 3);
        assertThat(unbroken.lines).last().isEqualTo("ends early: the loss has not fallen since epoch " + (best + 1));
        for (int epoch = 1; epoch <= checkpoints.size(); epoch++) {
            Recorder resumed = new Recorder();
            try (Model model = open(detector, settings)) {
                model.restore(new ByteArrayInputStream(checkpoints.get(epoch - 1)));
                assertThat(model.fit(TRAIN, UNLIKE, resumed)).isTrue();
                assertThat(scores(model)).isEqualTo(scores);
            }
            assertThat(resumed.losses).isEqualTo(unbroken.losses.subList(epoch, unbroken.losses.size()));
        }
        try (Model model = open(detector, settings)) {
            model.restore(new ByteArrayInputStream(done));
            assertThat(model.fit(WaveImages.normal(0, SHAPE, 1), new Recorder()))
                    .as("nothing is left to train")
                    .isTrue();
            assertThat(scores(model)).isEqualTo(scores);
        }
        try (Model model = open(detector, Map.of("epochs", best + 1, "checkpoint", "last"))) {
            model.fit(TRAIN, new Recorder());
            assertThat(scores(model)).as("the weights of the best epoch").isEqualTo(scores);
        }
    }

    /** Three batches an epoch, then one question for the validation images: there it is stopped. */
    @ParameterizedTest
    @MethodSource("trainedInEpochs")
    void goesOnFromAStopBetweenTheLastBatchAndTheEndOfItsEpoch(Detector detector) throws IOException {
        Recorder unbroken = new Recorder();
        try (Model model = open(detector, Map.of("epochs", 2))) {
            model.fit(TRAIN, VALIDATION, unbroken);
        }
        byte[] saved;
        Recorder stopped = Recorder.stoppingAtBatch(3);
        try (Model model = open(detector, Map.of("epochs", 2))) {
            assertThat(model.fit(TRAIN, VALIDATION, stopped)).isFalse();
            assertThat(stopped.lines).containsExactly("1:8/20", "1:16/20", "1:20/20");
            assertThat(model.epoch()).isZero();
            saved = saved(model);
        }
        Recorder resumed = new Recorder();
        try (Model model = open(detector, Map.of("epochs", 2))) {
            model.restore(new ByteArrayInputStream(saved));
            assertThat(model.fit(TRAIN, VALIDATION, resumed)).isTrue();
        }
        assertThat(stopped.losses).isEmpty();
        assertThat(resumed.losses).isEqualTo(unbroken.losses);
    }

    @Test
    void withoutValidationImagesThePatienceCountsTheTrainingLoss() {
        Recorder recorder = new Recorder();
        Detector detector = Detectors.byId("conv").orElseThrow();
        // Updates that change next to nothing, and noise: the loss goes up and down.
        try (Model model = open(detector, Map.of("epochs", 40, "patience", 3, "learningRate", 1e-8, "noise", 1))) {
            assertThat(model.fit(TRAIN, recorder)).isTrue();
            assertThat(model.epoch()).isLessThan(40);
        }
        List<Double> loss = recorder.loss();
        double lowest = loss.stream().min(Comparator.naturalOrder()).orElseThrow();
        assertThat(loss.indexOf(lowest)).isEqualTo(loss.size() - 4);
    }

    private static byte[] saved(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.save(bytes);
        return bytes.toByteArray();
    }
}
