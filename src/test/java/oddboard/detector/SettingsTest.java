package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
    private static final Detector FCN = Detectors.byId("fcn").orElseThrow();

    static Stream<Detector> detectors() {
        return Detectors.all().stream();
    }

    @ParameterizedTest
    @CsvSource({
        "epochs,0", "epochs,1.5", "epochs,many", "batchSize,-1", "learningRate,0", "learningRate,NaN",
                "learningRate,1e9",
        "optimizer,sgd", "widths,'128,0'", "widths,''", "widths,'1,2,x'", "crop,0.1", "noise,-1", "checkpoint,first",
        "seed,-1", "speed,1"
    })
    void namesTheSettingThatIsWrong(String name, String value) {
        assertThatThrownBy(() -> Settings.of(FCN.settings(), Map.of(name, value)))
                .isInstanceOfSatisfying(SettingsException.class, e -> {
                    assertThat(e.setting()).isEqualTo(name);
                    assertThat(e).hasMessageContaining(name);
                });
    }

    @Test
    void everyDetectorIsDescribedInWordsThatAStrangerKnows() {
        assertThat(Detectors.all())
                .allSatisfy(detector -> assertThat(detector.description()).doesNotContain("seed detector"));
    }

    @Test
    void takesNumbersAndTextAlike() {
        Settings settings = Settings.of(
                FCN.settings(), Map.of("epochs", "3", "batchSize", 64.0, "widths", "256, 16", "learningRate", "1e-4"));
        assertThat(settings.integer("epochs")).isEqualTo(3);
        assertThat(settings.integer("batchSize")).isEqualTo(64);
        assertThat(settings.integers("widths")).containsExactly(256, 16);
        assertThat(settings.number("learningRate")).isEqualTo(1e-4);
        assertThat(settings.choice("optimizer")).isEqualTo("adam");
        assertThat(Settings.of(FCN.settings(), Map.of("widths", List.of(9, 8))).integers("widths"))
                .containsExactly(9, 8);
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void describesSettingsThatTheirOwnDefaultsPass(Detector detector) {
        Settings defaults = Settings.of(detector.settings(), Map.of());
        assertThat(Settings.of(detector.settings(), defaults.asMap()).asMap()).isEqualTo(defaults.asMap());
        assertThat(defaults.asMap()).containsKey("seed");
        assertThat(defaults.asMap().containsKey("epochs"))
                .isEqualTo(detector.traits().epochs());
        if (detector.traits().epochs()) {
            assertThat(defaults.asMap())
                    .containsKeys(
                            "batchSize", "learningRate", "optimizer", "weightDecay", "crop", "noise", "checkpoint");
        }
        assertThat(detector.settings())
                .allSatisfy(setting -> assertThat(setting.help()).endsWith("."));
    }

    @ParameterizedTest
    @CsvSource({"conv,'8,8,8,8,8'", "vae,'8,8,8,8'", "resnet,'8,8'", "resnet-aux,'8'"})
    void refusesMoreLayersThanAnImageCanBeHalved(String id, String widths) {
        Detector detector = Detectors.byId(id).orElseThrow();
        Settings settings = Settings.of(detector.settings(), Map.of("widths", widths));
        assertThatThrownBy(() -> detector.open(settings, new ImageShape(32, 1), "cpu"))
                .isInstanceOfSatisfying(
                        SettingsException.class, e -> assertThat(e.setting()).isEqualTo("widths"));
    }

    @Test
    void saysWhichDevicesThereAre() {
        assertThatThrownBy(() -> FCN.open(Settings.of(FCN.settings(), Map.of()), new ImageShape(32, 1), "cuda:99"))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("no device cuda:99, only cpu");
        assertThat(Engine.devices()).contains("cpu");
        Engine.test("cpu");
        assertThat(Engine.describeDevice("cpu")).matches("CPU, \\d+ threads?, PyTorch \\d+\\.\\d+\\.\\d+");
    }
}
