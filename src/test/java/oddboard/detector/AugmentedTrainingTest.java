package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import oddboard.testing.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every detector that is trained in epochs keeps when its images are augmented and its learning rate rises. */
@Slow
class AugmentedTrainingTest extends DetectorContract {
    private static final Map<String, Object> AUGMENTED =
            Map.of("epochs", 2, "mirror", "both", "shift", 3, "brightness", 0.2, "warmUp", 4);

    @BeforeAll
    static void computeOnOneThread() {
        Engine.useThreads(1);
    }

    static Stream<Detector> trainedInEpochs() {
        return Detectors.all().stream().filter(detector -> detector.traits().epochs());
    }

    private static List<Double> trained(Detector detector, Map<String, Object> given) {
        try (Model model = open(detector, given)) {
            assertThat(model.fit(TRAIN, new Recorder())).isTrue();
            return scores(model);
        }
    }

    @ParameterizedTest
    @MethodSource("trainedInEpochs")
    void resumedInAnEpochItEqualsAnUnbrokenTraining(Detector detector) throws IOException {
        List<Double> unbroken = trained(detector, AUGMENTED);
        var saved = new ByteArrayOutputStream();
        try (Model model = open(detector, AUGMENTED)) {
            assertThat(model.fit(TRAIN, Recorder.stoppingAtBatch(2))).isFalse();
            model.save(saved);
        }
        try (Model model = open(detector, AUGMENTED)) {
            model.restore(new ByteArrayInputStream(saved.toByteArray()));
            model.fit(TRAIN, new Recorder());
            assertThat(scores(model)).isEqualTo(unbroken);
        }
    }

    @ParameterizedTest
    @MethodSource("trainedInEpochs")
    void eachSettingMakesAnotherTraining(Detector detector) {
        List<Double> plain = trained(detector, Map.of("epochs", 1));
        for (Map<String, Object> one : List.<Map<String, Object>>of(
                Map.of("epochs", 1, "mirror", "left-right"),
                Map.of("epochs", 1, "shift", 2),
                Map.of("epochs", 1, "brightness", 0.3),
                Map.of("epochs", 1, "warmUp", 2))) {
            assertThat(trained(detector, one)).as(one.toString()).isNotEqualTo(plain);
        }
        assertThat(trained(detector, Map.of("epochs", 1, "mirror", "none", "shift", 0, "brightness", 0.0, "warmUp", 0)))
                .isEqualTo(plain);
    }

    /** What is drawn depends on an image's place, so that a score would, too. */
    @ParameterizedTest
    @MethodSource("trainedInEpochs")
    void whatIsScoredIsNotChanged(Detector detector) {
        try (Model model = open(detector, AUGMENTED)) {
            assertThat(model.fit(TRAIN, new Recorder())).isTrue();
            List<Double> inOrder = scores(model);
            List<Double> backwards = new ArrayList<>();
            assertThat(model.score(new Backwards(TEST), (i, score, image) -> backwards.add(score), new Recorder()))
                    .isTrue();
            assertThat(backwards.reversed()).isEqualTo(inOrder);
        }
    }

    private record Backwards(ImageSource all) implements ImageSource {
        @Override
        public int count() {
            return all.count();
        }

        @Override
        public ImageShape shape() {
            return all.shape();
        }

        @Override
        public void read(int index, ByteBuffer to) {
            all.read(all.count() - 1 - index, to);
        }
    }
}
