package oddboard.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Settings;
import org.junit.jupiter.api.Test;

class RunNamesTest {
    private static String name(String id, Map<String, ?> settings) {
        Detector detector = Detectors.byId(id).orElseThrow();
        return RunNames.of(detector, Settings.of(detector.settings(), settings), null);
    }

    @Test
    void saysWhatDiffersFromTheDefaultsInTheFormsOrder() {
        assertThat(name("conv", Map.of("learningRate", 5e-4, "batchSize", 128, "epochs", 50)))
                .isEqualTo("batch 128, rate 5e-4");
        assertThat(name("fcn", Map.of("widths", List.of(256, 64, 8)))).isEqualTo("widths 256-64-8");
        assertThat(name("conv", Map.of("noise", 1, "seed", 7))).isEqualTo("noise 1, seed 7");
    }

    @Test
    void saysDefaultsWhereNothingDiffers() {
        assertThat(name("conv", Map.of())).isEqualTo("defaults");
    }
}
