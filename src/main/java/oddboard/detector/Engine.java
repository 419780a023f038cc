package oddboard.detector;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The engine below the detectors, as a worker sees it. */
public final class Engine {
    private static @Nullable List<String> devices;

    private Engine() {}

    /**
     * Trains a small network for a step on the device and scores with it, so that a broken engine is reported before a job needs
     * it.
     *
     * @param device as {@link Detector#open} takes it
     * @throws TrainingException with the deepest cause in its sentence where the engine can't be loaded or does not compute
     */
    public static void test(String device) {
        ImageShape shape = new ImageShape(32, 1);
        Detector detector = Detectors.byId("conv").orElseThrow();
        List<Double> scores = new ArrayList<>();
        try {
            torch();
            Settings settings = Settings.of(detector.settings(), Map.of("epochs", 1, "batchSize", 4));
            try (Model model = detector.open(settings, shape, device)) {
                model.fit(new GrayImages(shape, 4), new QuietProgress() {});
                model.score(
                        new GrayImages(shape, 4), (index, score, image) -> scores.add(score), new QuietProgress() {});
            }
        } catch (RuntimeException | LinkageError | AssertionError | OutOfMemoryError e) {
            TrainingException failure = new TrainingException(
                    "ENGINE", "The engine does not compute on " + device + ": " + deepest(e) + ".");
            failure.initCause(e);
            throw failure;
        }
        if (scores.size() != 4 || !scores.stream().allMatch(Double::isFinite)) {
            throw new TrainingException(
                    "ENGINE", "The engine does not compute on " + device + ": it scored an image " + scores + ".");
        }
    }

    /** Whether the engine or its libraries failed, and not what was asked of them. */
    public static boolean isFailure(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TrainingException training && training.code().equals("ENGINE")
                    || cause instanceof EngineException
                    || cause instanceof LinkageError) {
                return true;
            }
            if (cause instanceof TrainingException) {
                return false;
            }
        }
        return false;
    }

    /** The first line of what lies below all, without a period. */
    public static String deepest(Throwable thrown) {
        Throwable deepest = thrown;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String line = String.valueOf(deepest.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        String text =
                deepest instanceof TrainingException ? line : deepest.getClass().getSimpleName() + ": " + line;
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** Of the libraries that were found, their versions and the driver, a sentence each. */
    public static List<String> libraries() {
        torch();
        return EngineReport.libraries();
    }

    /** What {@link Detector#open} takes: {@code cpu}, and {@code cuda:N} for each GPU. */
    public static synchronized List<String> devices() {
        List<String> known = devices;
        if (known == null) {
            List<String> names = new ArrayList<>(List.of("cpu"));
            int gpus = hasCuda() ? CudaUtils.getGpuCount() : 0;
            for (int i = 0; i < gpus; i++) {
                names.add("cuda:" + i);
            }
            known = List.copyOf(names);
            devices = known;
        }
        return known;
    }

    /** Why there is no GPU of this number, as the end of a sentence. */
    public static String whyNoGpu() {
        return EngineReport.whyNoGpu();
    }

    static boolean hasCuda() {
        return torch().hasCapability("CUDA");
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
        CudaRuntime.prepare();
        return ai.djl.engine.Engine.getEngine("PyTorch");
    }

    /** Each of one gray, lighter from image to image. */
    private record GrayImages(ImageShape shape, int count) implements ImageSource {
        @Override
        public void read(int index, ByteBuffer to) {
            byte[] pixels = new byte[shape.elements()];
            Arrays.fill(pixels, (byte) (index * 200 / count));
            to.put(pixels);
        }
    }
}
