package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import oddboard.testing.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every detector says of an image, and that this depends on the image alone. */
@Slow
class DetectorScoringTest extends DetectorContract {
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

    /** To the last bit: one, a few, a whole batch and one image more than that, by one thread and by two. */
    @ParameterizedTest
    @MethodSource("detectors")
    void scoresAnImageTheSameWhateverIsScoredBesideIt(Detector detector) {
        WaveImages many = WaveImages.normal(33, SHAPE, 2);
        try (Model model = open(detector, Map.of("epochs", 2))) {
            model.fit(TRAIN, new Recorder());
            assertThat(model.dependence()).isEqualTo(Dependence.IMAGE);
            for (int threads : new int[] {1, 2}) {
                Engine.useThreads(threads);
                List<Double> scores = scores(model, many);
                assertThat(scores(model, many.reversed()).reversed()).isEqualTo(scores);
                for (int count : new int[] {1, 3, 5, 16, 32}) {
                    assertThat(scores(model, many.first(count))).isEqualTo(scores.subList(0, count));
                }
                assertThat(scores(model, many.only(20))).containsExactly(scores.get(20));
                List<Double> later = new ArrayList<>();
                model.score(many, 32, (i, score, shown) -> later.add(score), new Recorder());
                assertThat(later).isEqualTo(scores.subList(32, 33));
            }
        } finally {
            Engine.useThreads(1);
        }
    }

    private static List<Double> scores(Model model, ImageSource images) {
        List<Double> scores = new ArrayList<>();
        model.score(images, (i, score, shown) -> scores.add(score), new Recorder());
        return scores;
    }

    @Test
    void saysWhereAScoreDependsOnMoreThanTheImage() {
        try (Model sampled = open(Detectors.byId("vae").orElseThrow(), Map.of("sampleAtScoring", true));
                Model beside = open(Detectors.byId("resnet-aux").orElseThrow(), Map.of("batchStatistics", true))) {
            assertThat(sampled.dependence()).isEqualTo(Dependence.PLACE);
            assertThat(beside.dependence()).isEqualTo(Dependence.OTHERS);
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
