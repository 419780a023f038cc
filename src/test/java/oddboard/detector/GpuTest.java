package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can only be seen where there is a GPU; elsewhere these tests are listed as skipped. */
@EnabledIf(value = "isThere", disabledReason = "no CUDA device, or libtorch without CUDA")
class GpuTest {
    private static final ImageShape SHAPE = new ImageShape(64, 3);
    private static final WaveImages TRAIN = WaveImages.normal(64, SHAPE, 1);
    private static final WaveImages TEST = WaveImages.normal(16, SHAPE, 2);

    static boolean isThere() {
        return Engine.devices().contains("cuda:0");
    }

    static List<String> detectors() {
        return Detectors.all().stream()
                .filter(detector -> detector.traits().epochs())
                .map(Detector::id)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void scoresOnTheGpuAsOnTheCpu(String id) {
        List<Double> gpu = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (String device : List.of("cuda:0", "cpu")) {
            try (Model model = open(id, Map.of(), device)) {
                model.score(TEST, (i, score, image) -> (device.equals("cpu") ? cpu : gpu).add(score), new Recorder());
            }
        }
        for (int i = 0; i < cpu.size(); i++) {
            // convolutions multiply in TF32 there
            assertThat(gpu.get(i)).isCloseTo(cpu.get(i), within(1e-2 * cpu.get(i)));
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void learnsOnTheGpuInBothPrecisions(String id) {
        for (String precision : List.of("float32", "bfloat16")) {
            Recorder recorder = new Recorder();
            try (Model model = open(id, Map.of("epochs", 12, "batchSize", 16, "precision", precision), "cuda:0")) {
                assertThat(model.fit(TRAIN, recorder)).isTrue();
            }
            assertThat(recorder.loss().getLast())
                    .as(precision)
                    .isLessThan(recorder.loss().getFirst());
        }
    }

    private static Model open(String id, Map<String, Object> given, String device) {
        Detector detector = Detectors.byId(id).orElseThrow();
        return detector.open(Settings.of(detector.settings(), given), SHAPE, device);
    }
}
