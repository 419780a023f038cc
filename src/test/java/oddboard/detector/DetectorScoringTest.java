package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import oddboard.testing.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every detector says of an image, and that this depends on the image alone. */
@Slow
class DetectorScoringTest extends DetectorContract {
    private static final org.assertj.core.data.Percentage RELATIVE =
            org.assertj.core.data.Percentage.withPercentage(0.001);

    @BeforeAll
    static void computeOnOneThread() {
        Engine.useThreads(1);
    }

    static Stream<Detector> detectors() {
        return Detectors.all().stream();
    }

    static Stream<Detector> reconstructing() {
        return Detectors.all().stream().filter(detector -> detector.traits().reconstructs());
    }

    @ParameterizedTest
    @MethodSource("reconstructing")
    void reconstructsAnImageThatFitsItsScore(Detector detector) {
        try (Model model = open(detector, Map.of("epochs", 1))) {
            model.fit(TRAIN, new Recorder());
            model.score(
                    TEST,
                    (i, score, shown) -> {
                        byte[] image = shown.reconstruction();
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
    void scoresAnImageTheSameWhateverIsScoredBesideIt(Detector detector) {
        try (Model model = open(detector, Map.of("epochs", 2))) {
            model.fit(TRAIN, new Recorder());
            List<Double> scores = scores(model);
            List<Double> backwards = new ArrayList<>();
            model.score(TEST.reversed(), (i, score, shown) -> backwards.add(score), new Recorder());
            List<Double> alone = new ArrayList<>();
            for (int i = 0; i < TEST.count(); i++) {
                model.score(TEST.only(i), (k, score, shown) -> alone.add(score), new Recorder());
            }
            for (int i = 0; i < scores.size(); i++) {
                assertThat(backwards.get(scores.size() - 1 - i)).isCloseTo(scores.get(i), RELATIVE);
                assertThat(alone.get(i)).isCloseTo(scores.get(i), RELATIVE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void explainsEachImageByWhatItsTraitsSay(Detector detector) {
        try (Model model = open(detector, Map.of("epochs", 2))) {
            model.fit(TRAIN, new Recorder());
            MapGrid grid = model.mapGrid();
            assertThat(grid != null || detector.traits().reconstructs()).isTrue();
            if (grid != null) {
                assertThat(grid.first()).isBetween(0.0, SHAPE.size() - 1.0);
                assertThat(grid.first() + (grid.edge() - 1) * grid.step()).isBetween(0.0, SHAPE.size() - 1.0);
            }
            model.score(
                    TEST,
                    (i, score, shown) -> {
                        assertThat(shown.reconstruction() != null)
                                .isEqualTo(detector.traits().reconstructs());
                        assertThat(shown.map() != null).isEqualTo(grid != null);
                        if (shown.map() != null) {
                            assertThat(shown.map()).hasSize(grid.values());
                            for (float value : shown.map()) {
                                assertThat(value).isFinite();
                            }
                        }
                    },
                    new Recorder());
        }
    }
}
