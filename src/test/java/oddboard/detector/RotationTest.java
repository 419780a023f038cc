package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import oddboard.detector.part.EngineMemory;
import oddboard.testing.Slow;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the detector rotation promises beyond the contract of all. */
@Slow
class RotationTest {
    private static final ImageShape SHAPE = new ImageShape(32, 3);
    private static final WaveImages TRAIN = WaveImages.normal(20, SHAPE, 1);
    private static final WaveImages TEST = WaveImages.normal(9, SHAPE, 2).withOutlier();

    @BeforeAll
    static void computeOnOneThread() {
        Engine.useThreads(1);
    }

    @ParameterizedTest
    @CsvSource({"knn", "logp"})
    void learnsToTellRotationsAndRanksAnOutlierFirst(String score) {
        Recorder recorder = new Recorder();
        try (Model model = open(Map.of("steps", 150, "score", score), SHAPE)) {
            assertThat(model.epoch()).isZero();
            assertThat(model.fit(TRAIN, recorder)).isTrue();
            assertThat(model.epoch()).isEqualTo(1);
            List<Double> scores = scores(model);
            assertThat(scores.subList(0, 9)).allMatch(one -> one < scores.getLast());
        }
        List<String> told =
                recorder.lines.stream().filter(line -> line.startsWith("step")).toList();
        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).startsWith("step 100 of 150  loss ");
        assertThat(told.getLast())
                .matches("step 150 of 150 {2}loss 0\\.\\d{5} {2}(9\\d|100)\\.\\d % of the rotations told right");
    }

    @ParameterizedTest
    @CsvSource({"knn", "logp"})
    void goesOnFromAnyStepAsIfItHadNeverStopped(String score) throws IOException {
        Map<String, Object> given = Map.of("steps", 4, "score", score);
        Recorder whole = new Recorder();
        List<Double> scores;
        try (Model model = open(given, SHAPE)) {
            assertThat(model.fit(TRAIN, whole)).isTrue();
            scores = scores(model);
        }
        // It asks before each image that it measures, each step, and each batch that it remembers.
        int asked = TRAIN.count() + 4 + (score.equals("knn") ? 2 : 0);
        for (int stop = TRAIN.count() - 1; stop < asked; stop++) {
            byte[] saved;
            try (Model model = open(given, SHAPE)) {
                assertThat(model.fit(TRAIN, Recorder.stoppingAtBatch(stop))).isFalse();
                assertThat(model.epoch()).isZero();
                saved = saved(model);
            }
            Recorder resumed = new Recorder();
            try (Model model = open(given, SHAPE)) {
                model.restore(new ByteArrayInputStream(saved));
                assertThat(model.fit(TRAIN, resumed)).isTrue();
                assertThat(scores(model)).as("stopped at " + stop).isEqualTo(scores);
            }
            assertThat(resumed.lines).isNotEmpty();
            assertThat(whole.lines).endsWith(resumed.lines.toArray(String[]::new));
        }
        try (Model model = open(given, SHAPE)) {
            assertThat(model.fit(TRAIN, Recorder.stoppingAtBatch(asked))).isTrue();
        }
    }

    @Test
    void holdsANetworkAndWhatItRemembersOfTheTrainingImages() {
        try (Model model = open(Map.of("steps", 1), SHAPE)) {
            assertThat(model.parameterCount()).isEqualTo(308_516);
            model.fit(TRAIN, new Recorder());
            assertThat(model.parameterCount()).isEqualTo(308_516 + 20 * 4 * 128);
        }
    }

    @Test
    void learnsTheSameWhereACheckpointIsSavedAfterEachStep() {
        Recorder saving = new Recorder() {
            @Override
            public void checkpoint(Model model, boolean best) throws IOException {
                saved(model);
            }
        };
        try (Model alone = open(Map.of("steps", 5), SHAPE);
                Model watched = open(Map.of("steps", 5), SHAPE)) {
            alone.fit(TRAIN, new Recorder());
            watched.fit(TRAIN, saving);
            assertThat(scores(watched)).isEqualTo(scores(alone));
        }
    }

    @Test
    void holdsNoMoreArraysAfterManyStepsThanAfterFew() {
        List<Integer> held = new ArrayList<>();
        try (Model model = open(Map.of("steps", 20), SHAPE)) {
            model.fit(TRAIN, new QuietProgress() {
                @Override
                public void checkpoint(Model model, boolean best) {
                    held.add(EngineMemory.arrays());
                }
            });
        }
        assertThat(held).hasSize(20);
        assertThat(held.subList(2, 20)).containsOnly(held.get(1));
    }

    /** What the cells add is what the score is, whatever the network has learned. */
    @ParameterizedTest
    @CsvSource({"32,3", "80,1"})
    void drawsAMapWhoseMeanIsTheScore(int size, int channels) {
        ImageShape shape = new ImageShape(size, channels);
        try (Model model = open(Map.of("steps", 5), shape)) {
            model.fit(WaveImages.normal(12, shape, 1), new Recorder());
            model.score(
                    WaveImages.normal(5, shape, 2).withOutlier(),
                    (i, score, shown) -> {
                        double sum = 0;
                        for (float value : shown.map()) {
                            sum += value;
                        }
                        assertThat(score).isPositive();
                        assertThat(sum / shown.map().length).isCloseTo(score, Offset.offset(1e-4 * score));
                    },
                    new Recorder());
        }
    }

    /** Of a training image itself, seen as it was learned, nothing is far. */
    @Test
    void isNoDistanceAwayFromItsTrainingImages() {
        try (Model model = open(Map.of("steps", 5), SHAPE)) {
            model.fit(TRAIN, new Recorder());
            model.score(TRAIN, (i, score, shown) -> assertThat(score).isZero(), new Recorder());
        }
    }

    @ParameterizedTest
    @CsvSource({"32,1", "48,3", "112,3", "256,1", "1024,3"})
    void takesAnySizeDivisibleBySixteen(int size, int channels) {
        ImageShape shape = new ImageShape(size, channels);
        try (Model model = open(Map.of("steps", 3, "batchSize", 4), shape)) {
            assertThat(model.fit(WaveImages.normal(3, shape, 1), new Recorder()))
                    .isTrue();
            assertThat(scores(model, WaveImages.normal(2, shape, 2))).allMatch(Double::isFinite);
        }
    }

    @Test
    void saysWhatToChangeWhenTheLossIsLost() {
        try (Model model = open(Map.of("steps", 50, "learningRate", 1e6), SHAPE)) {
            assertThatThrownBy(() -> {
                        model.fit(TRAIN, new Recorder());
                        scores(model);
                    })
                    .isInstanceOfSatisfying(
                            TrainingException.class, e -> assertThat(e.code()).isEqualTo("LOSS_NOT_FINITE"))
                    .hasMessageMatching(
                            "The loss became (NaN|infinite) in step \\d+, with learning rate 1000000.0; try a smaller one.");
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void saysThatItNeedsTwoImages(int count) {
        try (Model model = open(Map.of(), SHAPE)) {
            assertThatThrownBy(() -> model.fit(WaveImages.normal(count, SHAPE, 1), new Recorder()))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("needs two or more");
        }
    }

    private static Model open(Map<String, Object> given, ImageShape shape) {
        Detector detector = Detectors.byId("rotation").orElseThrow();
        Map<String, Object> all = new java.util.LinkedHashMap<>(Map.of("seed", 5, "batchSize", 8));
        all.putAll(given);
        return detector.open(Settings.of(detector.settings(), all), shape, "cpu");
    }

    private static List<Double> scores(Model model) {
        return scores(model, TEST);
    }

    private static List<Double> scores(Model model, ImageSource images) {
        List<Double> scores = new ArrayList<>();
        model.score(images, (i, score, shown) -> scores.add(score), new Recorder());
        return scores;
    }

    private static byte[] saved(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.save(bytes);
        return bytes.toByteArray();
    }
}
