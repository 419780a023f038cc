package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.testing.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Slow
class PrecisionTest {
    private static final ImageShape SHAPE = new ImageShape(32, 3);
    private static final WaveImages TRAIN = WaveImages.normal(24, SHAPE, 1);
    private static final WaveImages TEST = WaveImages.normal(6, SHAPE, 2);

    @BeforeAll
    static void computeOnOneThread() {
        Engine.useThreads(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fcn", "conv", "resnet"})
    void learnsNearlyTheSameInRoundedNumbersFromTheSameWeights(String id) {
        Recorder exact = new Recorder();
        Recorder rounded = new Recorder();
        List<Double> scores = scores(id, Map.of("precision", "float32"), exact);
        List<Double> roundedScores = scores(id, Map.of("precision", "bfloat16"), rounded);
        // later epochs of a network with BatchNorm on so few images drift apart
        assertThat(rounded.loss().getFirst())
                .isCloseTo(exact.loss().getFirst(), within(0.05 * exact.loss().getFirst()));
        assertThat(rounded.loss()).as("numbers are rounded").isNotEqualTo(exact.loss());
        assertThat(rounded.loss().getLast()).isLessThan(rounded.loss().getFirst());
        assertThat(roundedScores).hasSameSizeAs(scores).doesNotContain(Double.NaN);
        Recorder again = new Recorder();
        assertThat(scores(id, Map.of("precision", "bfloat16"), again)).isEqualTo(roundedScores);
    }

    private static List<Double> scores(String id, Map<String, Object> given, Recorder recorder) {
        Detector detector = Detectors.byId(id).orElseThrow();
        Map<String, Object> all = new HashMap<>(Map.of("epochs", 6, "batchSize", 8));
        all.putAll(given);
        List<Double> scores = new ArrayList<>();
        try (Model model = detector.open(Settings.of(detector.settings(), all), SHAPE, "cpu")) {
            model.fit(TRAIN, recorder);
            model.score(TEST, (i, score, image) -> scores.add(score), new Recorder());
        }
        return scores;
    }
}
