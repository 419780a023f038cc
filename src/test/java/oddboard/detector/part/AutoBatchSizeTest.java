package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Engine;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Settings;
import oddboard.detector.WaveImages;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;

/** Batches that fit the set by themselves; off unless somebody wants it. */
@Slow
class AutoBatchSizeTest {
    private static final Detector FCN = Detectors.byId("fcn").orElseThrow();
    private static final ImageShape SHAPE = new ImageShape(32, 1);

    private static Settings settings(Map<String, Object> given) {
        return Settings.of(FCN.settings(), given);
    }

    @Test
    void takesAtMostAnEighthOfTheImagesAndNeverMoreThanWasAskedFor() {
        assertThat(CommonSettings.batchSize(settings(Map.of("autoBatchSize", true)), 714, 1))
                .isEqualTo(89);
        assertThat(CommonSettings.batchSize(settings(Map.of("autoBatchSize", true)), 100_000, 1))
                .isEqualTo(2000);
        assertThat(CommonSettings.batchSize(settings(Map.of("autoBatchSize", true, "batchSize", 64)), 714, 1))
                .isEqualTo(64);
        assertThat(CommonSettings.batchSize(settings(Map.of("autoBatchSize", true)), 5, 1))
                .isEqualTo(1);
        assertThat(CommonSettings.batchSize(settings(Map.of("autoBatchSize", true)), 5, 2))
                .isEqualTo(2);
        assertThat(CommonSettings.batchSize(settings(Map.of()), 714, 1)).isEqualTo(2000);
    }

    @Test
    void trainsAsWithThatBatchSize() {
        Engine.useThreads(1);
        List<String> log = new ArrayList<>();
        List<Double> fixed = scores(Map.of("epochs", 2, "batchSize", 10, "seed", 5), log);
        assertThat(log).isEmpty();
        assertThat(scores(Map.of("epochs", 2, "autoBatchSize", true, "seed", 5), log))
                .isEqualTo(fixed);
        assertThat(log).containsExactly("batch size 10 instead of 2000, for 80 training images");
    }

    private static List<Double> scores(Map<String, Object> given, List<String> log) {
        List<Double> scores = new ArrayList<>();
        QuietProgress logging = new QuietProgress() {
            @Override
            public void log(String line) {
                log.add(line);
            }
        };
        try (Model model = FCN.open(settings(given), SHAPE, "cpu")) {
            model.fit(WaveImages.normal(80, SHAPE, 1), logging);
            model.score(WaveImages.normal(5, SHAPE, 2), (i, score, shown) -> scores.add(score), logging);
        }
        return scores;
    }

    /** Workers of an earlier version refuse settings that they do not know; so do checkpoints. */
    @Test
    void isNotStoredWhereItIsOff() {
        assertThat(settings(Map.of("epochs", 3)).asMap()).containsEntry("autoBatchSize", false);
        assertThat(settings(Map.of("epochs", 3)).stored())
                .doesNotContainKey("autoBatchSize")
                .containsEntry("epochs", 3)
                .hasSize((int) FCN.settings().stream()
                        .filter(setting -> !setting.later())
                        .count());
        assertThat(settings(Map.of("autoBatchSize", true)).stored()).containsEntry("autoBatchSize", true);
        assertThat(CheckpointFile.owner("fcn", settings(Map.of()), SHAPE)).doesNotContainKey("autoBatchSize");
        assertThat(CheckpointFile.owner("fcn", settings(Map.of("autoBatchSize", true)), SHAPE))
                .containsEntry("autoBatchSize", "true");
    }
}
