package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import oddboard.detector.part.EngineMemory;
import oddboard.testing.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every detector has to keep. */
@Slow
class DetectorContractTest {
    private static final ImageShape SHAPE = new ImageShape(32, 3);
    private static final Pictures TRAIN = Pictures.normal(20, SHAPE, 1);
    private static final Pictures TEST = Pictures.normal(9, SHAPE, 2).withOutlier();

    // One thread waits for nobody, however busy the machine is.
    @BeforeAll
    static void computeOnOneThread() {
        Engine.useThreads(1);
    }

    static Stream<Detector> detectors() {
        return Detectors.all().stream();
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void givesTheSameScoresForTheSameSeed(Detector detector) {
        List<Double> scores = trainedScores(detector, 5);
        assertThat(trainedScores(detector, 5)).isEqualTo(scores);
        assertThat(trainedScores(detector, 6)).isNotEqualTo(scores);
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void ranksAnOutlierAboveEveryNormalImageOnceItHasLearnt(Detector detector) {
        Recorder recorder = new Recorder();
        try (Model model = open(detector, Map.of("epochs", 8))) {
            assertThat(model.fit(TRAIN, recorder)).isTrue();
            assertThat(model.epoch()).isEqualTo(8);
            assertThat(recorder.loss()).hasSize(8);
            assertThat(recorder.loss().getLast()).isLessThan(recorder.loss().getFirst());
            List<Double> scores = scores(model);
            double outlier = scores.removeLast();
            assertThat(scores)
                    .allSatisfy(score -> assertThat(score).isPositive().isLessThan(outlier));
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void goesOnAfterARestoreAsIfItHadNeverStopped(Detector detector) throws IOException {
        Recorder unbroken = Recorder.savingAfterEpoch(1);
        List<Double> scores;
        try (Model model = open(detector, Map.of("epochs", 2))) {
            model.fit(TRAIN, unbroken);
            scores = scores(model);
        }
        Recorder resumed = new Recorder();
        try (Model model = open(detector, Map.of("epochs", 2))) {
            model.restore(new ByteArrayInputStream(unbroken.checkpoint));
            assertThat(model.epoch()).isEqualTo(1);
            model.fit(TRAIN, resumed);
            assertThat(scores(model)).isEqualTo(scores);
        }
        assertThat(resumed.losses).isEqualTo(unbroken.losses.subList(1, 2));
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void goesOnFromTheMiddleOfAnEpoch(Detector detector) throws IOException {
        Recorder unbroken = new Recorder();
        try (Model model = open(detector, Map.of("epochs", 2))) {
            model.fit(TRAIN, unbroken);
        }
        byte[] saved;
        try (Model model = open(detector, Map.of("epochs", 2))) {
            assertThat(model.fit(TRAIN, Recorder.stoppingAtBatch(2))).isFalse();
            saved = saved(model);
        }
        Recorder resumed = new Recorder();
        try (Model model = open(detector, Map.of("epochs", 2))) {
            model.restore(new ByteArrayInputStream(saved));
            assertThat(model.fit(TRAIN, resumed)).isTrue();
        }
        assertThat(resumed.losses).isEqualTo(unbroken.losses);
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void learnsTheSameWhereSomebodyLooksAtReconstructionsBetweenEpochs(Detector detector) {
        List<Double> seen = new ArrayList<>();
        Recorder looking = new Recorder() {
            @Override
            public void checkpoint(Model model, boolean best) {
                model.score(TEST, (i, score, image) -> seen.add(score), new Recorder());
            }
        };
        Recorder alone = new Recorder();
        try (Model model = open(detector, Map.of("epochs", 3));
                Model watched = open(detector, Map.of("epochs", 3))) {
            model.fit(TRAIN, alone);
            watched.fit(TRAIN, looking);
            assertThat(scores(watched)).isEqualTo(scores(model));
        }
        assertThat(looking.losses).isEqualTo(alone.losses);
        assertThat(seen).hasSize(3 * TEST.count());
        assertThat(seen.subList(0, TEST.count())).isNotEqualTo(seen.subList(2 * TEST.count(), 3 * TEST.count()));
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void scoresTheSameAfterItWasSavedAndLoaded(Detector detector) throws IOException {
        try (Model model = open(detector, Map.of("epochs", 1));
                Model loaded = open(detector, Map.of("epochs", 1))) {
            model.fit(TRAIN, new Recorder());
            loaded.restore(new ByteArrayInputStream(saved(model)));
            assertThat(scores(loaded)).isEqualTo(scores(model));
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void refusesForeignAndDamagedCheckpoints(Detector detector) throws IOException {
        try (Model model = open(detector, Map.of());
                Model other = open(detector, Map.of("learningRate", 0.5))) {
            byte[] bytes = saved(model);
            assertThatThrownBy(() -> other.restore(new ByteArrayInputStream(bytes)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("learningRate");
            bytes[bytes.length / 2] ^= 1;
            assertThatThrownBy(() -> model.restore(new ByteArrayInputStream(bytes)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged");
            assertThatThrownBy(() -> model.restore(new ByteArrayInputStream(bytes, 0, bytes.length / 2)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cut short");
            assertThatThrownBy(() -> model.restore(new ByteArrayInputStream(new byte[100])))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not a checkpoint");
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void stopsBeforeTheNextBatch(Detector detector) {
        Recorder recorder = Recorder.stoppingAtBatch(1);
        try (Model model = open(detector, Map.of("epochs", 1000))) {
            assertThat(model.fit(TRAIN, recorder)).isFalse();
            assertThat(recorder.lines).containsExactly("1:8/20");
            List<Double> scores = new ArrayList<>();
            assertThat(model.score(TEST, (i, score, image) -> scores.add(score), Recorder.stoppingAtBatch(0)))
                    .isFalse();
            assertThat(scores).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void leavesNoNativeMemoryBehind(Detector detector) {
        int before = EngineMemory.arrays();
        try (Model model = open(detector, Map.of("epochs", 1))) {
            model.fit(TRAIN, new Recorder());
            scores(model);
            int once = EngineMemory.arrays();
            model.score(TEST, (i, score, image) -> {}, new Recorder());
            assertThat(EngineMemory.arrays()).isEqualTo(once);
        }
        assertThat(EngineMemory.arrays()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void holdsNoMoreArraysAfterManyBatchesThanAfterFew(Detector detector) {
        List<Integer> held = new ArrayList<>();
        Progress counting = new CountingProgress(held);
        try (Model model = open(detector, Map.of("epochs", 3, "batchSize", 2))) {
            model.fit(TRAIN, counting);
        }
        // what the loader holds at that moment differs by a few; a leak would show once in each of the 20 batches
        // between
        assertThat(held.getLast()).isLessThan(held.getFirst() + 10);
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void reconstructsAnImageThatFitsItsScore(Detector detector) {
        try (Model model = open(detector, Map.of("epochs", 1))) {
            model.fit(TRAIN, new Recorder());
            model.score(
                    TEST,
                    (i, score, image) -> {
                        java.nio.ByteBuffer original = java.nio.ByteBuffer.allocate(SHAPE.elements());
                        TEST.read(i, original);
                        double sum = 0;
                        for (int k = 0; k < image.length; k++) {
                            double difference = ((image[k] & 255) - (original.get(k) & 255)) / 127.5;
                            sum += difference * difference;
                        }
                        // rounding to bytes moves each element by up to half a step
                        assertThat(Math.sqrt(sum)).isCloseTo(score, org.assertj.core.data.Offset.offset(0.2));
                    },
                    new Recorder());
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void saysWhatToChangeWhenTheLossIsLost(Detector detector) {
        try (Model model = open(detector, Map.of("epochs", 50, "learningRate", 1e6))) {
            assertThatThrownBy(() -> model.fit(TRAIN, new Recorder()))
                    .isInstanceOfSatisfying(TrainingException.class, e -> {
                        assertThat(e.code()).isEqualTo("LOSS_NOT_FINITE");
                        assertThat(e)
                                .hasMessageMatching(
                                        "The loss.* became (NaN|infinite) in epoch \\d+, step \\d+, with learning rate 1000000.0; try a smaller one.");
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void trainsOnGreyImagesAndOnFewerThanABatch(Detector detector) {
        ImageShape grey = new ImageShape(48, 1);
        try (Model model = detector.open(
                settings(detector, Map.of("epochs", 1, "batchSize", 64, "crop", 0.7, "noise", 0.1)), grey, "cpu")) {
            Recorder recorder = new Recorder();
            assertThat(model.fit(Pictures.normal(3, grey, 3), recorder)).isTrue();
            assertThat(recorder.lines).containsExactly("1:3/3");
        }
    }

    private static Settings settings(Detector detector, Map<String, Object> given) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("batchSize", 8, "seed", 5, "learningRate", 0.002));
        switch (detector.id()) {
            case "fcn-wide" -> all.put("widths", "64,32,16,8");
            case "multi-encoder" -> all.put("widths", "64,16");
            case "resnet", "resnet-aux" -> all.put("widths", "8,8,16,16,8");
            default -> {}
        }
        all.putAll(given);
        return Settings.of(detector.settings(), all);
    }

    private static Model open(Detector detector, Map<String, Object> given) {
        return detector.open(settings(detector, given), SHAPE, "cpu");
    }

    private static List<Double> trainedScores(Detector detector, int seed) {
        try (Model model = open(detector, Map.of("epochs", 2, "seed", seed))) {
            model.fit(TRAIN, new Recorder());
            return scores(model);
        }
    }

    private static List<Double> scores(Model model) {
        List<Double> scores = new ArrayList<>();
        assertThat(model.score(TEST, (i, score, image) -> scores.add(score), new Recorder()))
                .isTrue();
        assertThat(scores).hasSize(TEST.count());
        return scores;
    }

    private static byte[] saved(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.save(bytes);
        return bytes.toByteArray();
    }

    private record CountingProgress(List<Integer> held) implements QuietProgress {
        @Override
        public void checkpoint(Model model, boolean best) {
            held.add(EngineMemory.arrays());
        }
    }
}
