package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Map;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.Settings;
import oddboard.detector.TrainingException;
import oddboard.detector.WaveImages;
import org.junit.jupiter.api.Test;

class EngineFailuresTest {
    @Test
    void saysThatMemoryRanOut() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            assertThatThrownBy(() -> EngineFailures.translated(() -> manager.zeros(new Shape(1L << 46))))
                    .isInstanceOfSatisfying(
                            TrainingException.class, e -> assertThat(e.code()).isEqualTo("OUT_OF_MEMORY"));
        }
    }

    @Test
    void saysThatTheEngineFailed() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            assertThatThrownBy(() -> EngineFailures.translated(
                            () -> TorchOps.mse(manager.zeros(new Shape(2)), manager.zeros(new Shape(3)))))
                    .isInstanceOfSatisfying(
                            TrainingException.class, e -> assertThat(e.code()).isEqualTo("ENGINE"));
        }
    }

    @Test
    void givesTheCallerWhatItsImagesThrow() {
        Detector detector = Detectors.byId("conv").orElseThrow();
        ImageShape shape = new ImageShape(32, 1);
        WaveImages images = WaveImages.normal(10, shape, 1);
        try (Model model = detector.open(Settings.of(detector.settings(), Map.of()), shape, "cpu")) {
            assertThatThrownBy(() -> model.score(new Unreadable(images), (i, score, image) -> {}, new Silent()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("image 7");
        }
    }

    @Test
    void needsImagesToTrainOn() {
        for (String id : new String[] {"fcn", "resnet"}) {
            Detector detector = Detectors.byId(id).orElseThrow();
            ImageShape shape = new ImageShape(32, 1);
            try (Model model = detector.open(Settings.of(detector.settings(), Map.of()), shape, "cpu")) {
                assertThatThrownBy(() -> model.fit(WaveImages.normal(id.equals("fcn") ? 0 : 1, shape, 1), new Silent()))
                        .isInstanceOfSatisfying(
                                TrainingException.class,
                                e -> assertThat(e.code()).isEqualTo("TOO_FEW_IMAGES"));
            }
        }
    }

    private record Unreadable(WaveImages images) implements ImageSource {
        @Override
        public int count() {
            return images.count();
        }

        @Override
        public ImageShape shape() {
            return images.shape();
        }

        @Override
        public void read(int index, ByteBuffer to) {
            if (index == 7) {
                throw new IllegalArgumentException("image 7");
            }
            images.read(index, to);
        }
    }
}
