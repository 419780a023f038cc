package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
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
class DetectorContractTest extends DetectorContract {

    // One thread waits for nobody, however busy the machine is.
    @BeforeAll
    static void computeOnOneThread() {
        Engine.useThreads(1);
    }

    static Stream<Detector> detectors() {
        return Detectors.all().stream();
    }

    static Stream<Detector> trainedInEpochs() {
        return Detectors.all().stream().filter(detector -> detector.traits().epochs());
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void givesTheSameScoresForTheSameSeed(Detector detector) {
        List<Double> scores = trainedScores(detector, 5);
        assertThat(trainedScores(detector, 5)).isEqualTo(scores);
        assertThat(trainedScores(detector, 6)).isNotEqualTo(scores);
    }

    @ParameterizedTest
    @MethodSource("trainedInEpochs")
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
    @MethodSource("trainedInEpochs")
    void endsAfterTheEpochInWhichItWasAskedToAndScores(Detector detector) {
        Recorder asked = Recorder.finishingAfterEpoch(1);
        try (Model model = open(detector, Map.of("epochs", 4))) {
            assertThat(model.fit(TRAIN, asked)).isTrue();
            assertThat(model.epoch()).isEqualTo(1);
            assertThat(asked.lines).contains("ends early, as requested: after epoch 1 of 4");
            assertThat(scores(model)).allSatisfy(score -> assertThat(score).isFinite());
        }
    }

    @ParameterizedTest
    @MethodSource("trainedInEpochs")
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
    @MethodSource("trainedInEpochs")
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
    @MethodSource("trainedInEpochs")
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
        try (Model model = open(detector, Map.of("epochs", 1));
                Model other = open(detector, Map.of("seed", 6))) {
            model.fit(TRAIN, new Recorder());
            byte[] bytes = saved(model);
            assertThatThrownBy(() -> other.restore(new ByteArrayInputStream(bytes)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("seed");
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
    @MethodSource("trainedInEpochs")
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
    @MethodSource("trainedInEpochs")
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
    @MethodSource("trainedInEpochs")
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
        ImageShape gray = new ImageShape(48, 1);
        try (Model model = detector.open(
                settings(detector, Map.of("epochs", 1, "batchSize", 64, "crop", 0.7, "noise", 0.1)), gray, "cpu")) {
            Recorder recorder = new Recorder();
            assertThat(model.fit(WaveImages.normal(3, gray, 3), recorder)).isTrue();
            assertThat(recorder.lines).last().asString().matches("1:(\\d+)/\\1");
        }
    }

    private static List<Double> trainedScores(Detector detector, int seed) {
        try (Model model = open(detector, Map.of("epochs", 2, "seed", seed))) {
            model.fit(TRAIN, new Recorder());
            return scores(model);
        }
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
