package oddboard.detector;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The engine below the detectors, as a worker sees it. */
public final class Engine {
    private Engine() {}

    /**
     * Loads the native libraries and scores one image, so that a broken engine is reported before a job needs it.
     *
     * @throws TrainingException where it can't be loaded or does not compute
     */
    public static void warmUp() {
        ImageShape shape = new ImageShape(32, 1);
        Detector detector = Detectors.byId("conv").orElseThrow();
        try (Model model = detector.open(Settings.of(detector.settings(), Map.of()), shape, "cpu")) {
            model.score(new BlackImage(shape), (index, score, image) -> {}, new QuietProgress() {});
        } catch (EngineException | LinkageError e) {
            TrainingException failure =
                    new TrainingException("ENGINE", "The engine's native libraries can't be loaded on this machine.");
            failure.initCause(e);
            throw failure;
        }
    }

    /** What {@link Detector#open} takes: {@code cpu}, and {@code cuda:N} for each GPU. */
    public static List<String> devices() {
        List<String> names = new ArrayList<>(List.of("cpu"));
        int gpus = torch().hasCapability("CUDA") ? CudaUtils.getGpuCount() : 0;
        for (int i = 0; i < gpus; i++) {
            names.add("cuda:" + i);
        }
        return names;
    }

    /** Such as "CPU, 2 threads, PyTorch 2.7.1" or "GPU 0, 80 GiB, PyTorch 2.7.1". */
    public static String describeDevice(String device) {
        String version = "PyTorch " + torch().getVersion().replaceFirst("-.*", "");
        if (!device.startsWith("cuda:")) {
            int threads = JniUtils.getNumThreads();
            return "CPU, " + threads + (threads == 1 ? " thread, " : " threads, ") + version;
        }
        int number = Integer.parseInt(device.substring("cuda:".length()));
        long bytes = CudaUtils.getGpuMemory(Device.gpu(number)).getMax();
        return "GPU " + number + ", " + Math.round(bytes / (double) (1 << 30)) + " GiB, " + version;
    }

    /** Threads that compute on the CPU, by default one per core; a process that shares its cores takes fewer. */
    public static void useThreads(int threads) {
        torch();
        JniUtils.setNumThreads(threads);
    }

    /**
     * Environment for a process that trains on a CPU under glibc. By default each large array is given back to the system
     * when it is freed and its pages are faulted in again for the next one: for {@code resnet} two fifths of the CPU time.
     * The process keeps its peak of memory instead.
     */
    public static Map<String, String> environment() {
        return Map.of(
                "MALLOC_ARENA_MAX",
                "1",
                "MALLOC_MMAP_MAX_",
                "0",
                "MALLOC_TRIM_THRESHOLD_",
                Long.toString(1L << 40),
                "MALLOC_TOP_PAD_",
                Long.toString(1L << 26));
    }

    // Its first use loads the native libraries, without which the other calls would fail.
    private static ai.djl.engine.Engine torch() {
        return ai.djl.engine.Engine.getEngine("PyTorch");
    }

    private record BlackImage(ImageShape shape) implements ImageSource {
        @Override
        public int count() {
            return 1;
        }

        @Override
        public void read(int index, ByteBuffer to) {
            to.put(new byte[shape.elements()]);
        }
    }
}
