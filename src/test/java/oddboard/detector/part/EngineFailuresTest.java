package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Map;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.EngineFailures;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.Settings;
import oddboard.detector.TrainingException;
import oddboard.detector.WaveImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineFailuresTest {
    @Test
    void saysThatMemoryRanOut() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            assertThatThrownBy(() -> EngineFailures.translated(() -> manager.zeros(new Shape(1L << 46))))
                    .isInstanceOfSatisfying(TrainingException.class, e -> {
                        assertThat(e.code()).isEqualTo("OUT_OF_MEMORY");
                        assertThat(e.getMessage()).contains("batch size", "smaller images", "memory");
                    });
        }
    }

    /** As libtorch 2.7 and the libraries under it say it, on CPU and GPU. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to"
                        + " allocate 281474976710656 bytes. Error code 12 (Cannot allocate memory)",
                "[enforce fail at alloc_cpu.cpp:81] data. DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes.",
                "CUDA out of memory. Tried to allocate 20.00 GiB. GPU 0 has a total capacity of 15.77 GiB",
                "CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported",
                "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
                "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
                "Unable to find a valid cuDNN algorithm to run convolution",
                "could not create a primitive",
                "std::bad_alloc",
                "Storage size calculation overflowed with sizes=[4611686018427387904, 8]"
            })
    void knowsHowLibrariesSayThatMemoryRanOut(String message) {
        assertThat(EngineFailures.of(new IllegalStateException("around it", new EngineException(message)), "x")
                        .code())
                .isEqualTo("OUT_OF_MEMORY");
        assertThat(EngineFailures.of(new EngineException(message), "x").code()).isEqualTo("OUT_OF_MEMORY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0",
                "CUDA error: device-side assert triggered",
                ""
            })
    void takesNothingElseForThat(String message) {
        assertThat(EngineFailures.of(new EngineException(message), "Said.").getMessage())
                .isEqualTo("Said.");
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
