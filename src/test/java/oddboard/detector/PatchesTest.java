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
import oddboard.detector.part.EngineMemory;
import oddboard.testing.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the detector patches promises beyond the contract of all, for each of its heads. */
@Slow
class PatchesTest {
    private static final ImageShape SHAPE = new ImageShape(32, 3);
    private static final Pictures TRAIN = Pictures.normal(150, SHAPE, 1);
    private static final Pictures TEST = Pictures.normal(9, SHAPE, 2).withOutlier();

    @BeforeAll
    static void computeOnOneThread() {
        Engine.useThreads(1);
    }

    @ParameterizedTest
    @CsvSource({
        "defects,preset,raw+hog",
        "objects,preset,raw+hog",
        "defects,gauss,raw",
        "objects,gauss,hog",
        "defects,bank,color",
        "objects,bank,raw+hog",
        "defects,subspace,raw+hog",
        "objects,knn,raw+hog"
    })
    void ranksAnOutlierFirstAndGoesOnFromAnyPointAsIfItHadNeverStopped(String purpose, String head, String features)
            throws IOException {
        Map<String, Object> given = Map.of("purpose", purpose, "head", head, "features", features, "bankSize", 50);
        int before = EngineMemory.arrays();
        Recorder whole = new Recorder();
        List<Double> scores;
        try (Model model = open(given, SHAPE)) {
            assertThat(model.fit(TRAIN, whole)).isTrue();
            assertThat(model.epoch()).isEqualTo(1);
            assertThat(model.parameterCount()).isPositive();
            scores = scores(model);
        }
        assertThat(scores.subList(0, 9)).allMatch(score -> score < scores.getLast());
        for (int batch = 0; batch < whole.lines.size(); batch++) {
            byte[] saved;
            try (Model model = open(given, SHAPE)) {
                assertThat(model.fit(TRAIN, Recorder.stoppingAtBatch(batch))).isFalse();
                assertThat(model.epoch()).isZero();
                saved = saved(model);
            }
            try (Model model = open(given, SHAPE)) {
                model.restore(new ByteArrayInputStream(saved));
                assertThat(model.fit(TRAIN, new Recorder())).isTrue();
                assertThat(scores(model)).as("stopped before batch " + batch).isEqualTo(scores);
            }
        }
        assertThat(EngineMemory.arrays()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"32,1", "48,3", "80,1", "112,3", "256,1", "512,1", "1024,1"})
    void takesAnySizeDivisibleBySixteen(int size, int channels) {
        ImageShape shape = new ImageShape(size, channels);
        for (String purpose : List.of("defects", "objects")) {
            try (Model model = open(Map.of("purpose", purpose), shape)) {
                assertThat(model.fit(Pictures.normal(6, shape, 1), new Recorder()))
                        .isTrue();
                List<Double> scores = new ArrayList<>();
                model.score(
                        Pictures.normal(3, shape, 2).withOutlier(),
                        (i, score, shown) -> scores.add(score),
                        new Recorder());
                assertThat(scores.subList(0, 3)).allMatch(score -> score < scores.getLast());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"4", "8", "16"})
    void refusesAScaleThatLeavesTooFewPixels(String scale) {
        assertThatThrownBy(() -> open(Map.of("scale", scale), SHAPE))
                .isInstanceOfSatisfying(
                        SettingsException.class, e -> assertThat(e.setting()).isEqualTo("scale"))
                .hasMessageContaining("take 2 or less");
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void saysThatItNeedsTwoImages(int count) {
        try (Model model = open(Map.of(), SHAPE)) {
            assertThatThrownBy(() -> model.fit(Pictures.normal(count, SHAPE, 1), new Recorder()))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("needs two or more");
        }
    }

    /** The grid's own pixels give back its values; between them it is linear, beyond them constant. */
    @ParameterizedTest
    @CsvSource({"15,3.5,4,64", "5,3.5,4,32", "1,7.5,8,16"})
    void laysAMapOverTheImage(int edge, double first, double step, int size) {
        MapGrid grid = new MapGrid(edge, first, step);
        float[] map = new float[edge * edge];
        for (int i = 0; i < map.length; i++) {
            map[i] = 10 * (i / edge) + i % edge;
        }
        float[] whole = grid.interpolated(map, size);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double column = Math.clamp((x - first) / step, 0, edge - 1);
                double row = Math.clamp((y - first) / step, 0, edge - 1);
                assertThat(whole[y * size + x])
                        .isCloseTo((float) (10 * row + column), org.assertj.core.data.Offset.offset(1e-4f));
            }
        }
    }

    private static Model open(Map<String, Object> given, ImageShape shape) {
        Detector detector = Detectors.byId("patches").orElseThrow();
        Map<String, Object> all = new LinkedHashMap<>(given);
        all.put("seed", 5);
        return detector.open(Settings.of(detector.settings(), all), shape, "cpu");
    }

    private static List<Double> scores(Model model) {
        List<Double> scores = new ArrayList<>();
        model.score(TEST, (i, score, shown) -> scores.add(score), new Recorder());
        return scores;
    }

    private static byte[] saved(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.save(bytes);
        return bytes.toByteArray();
    }
}
