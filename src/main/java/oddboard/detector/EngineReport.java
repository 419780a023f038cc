package oddboard.detector;

import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the engine stands on, for whoever looks why it does not compute. */
final class EngineReport {
    private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");

    private EngineReport() {}

    /** Libraries, driver and versions, a sentence each. The engine is loaded. */
    static List<String> libraries() {
        List<String> lines = new ArrayList<>();
        lines.add("PyTorch " + LibUtils.getVersion() + " is used from " + LibUtils.getLibtorchPath() + ", "
                + (Engine.hasCuda() ? "a build for CUDA." : "a build for CPUs alone."));
        lines.add(CudaRuntime.library()
                .map(file -> "CUDA's runtime library is " + file + version() + ".")
                .orElse("No runtime library of CUDA (libcudart) was found."));
        lines.add(driver());
        return lines;
    }

    private static String version() {
        try {
            int version = CudaUtils.getCudaVersion();
            return ", version " + version / 1000 + "." + version % 1000 / 10;
        } catch (RuntimeException e) {
            return ", which does not say its version (" + e.getMessage() + ")";
        }
    }

    private static String driver() {
        try {
            return "NVIDIA's driver: " + Files.readAllLines(DRIVER).getFirst().replaceFirst("^NVRM version:\\s*", "")
                    + ".";
        } catch (IOException | java.util.NoSuchElementException e) {
            return "No driver of NVIDIA is loaded on this machine or visible in this container.";
        }
    }

    /** Why no GPU is seen. */
    static String whyNoGpu() {
        if (!Engine.hasCuda()) {
            return "its PyTorch is a build for CPUs alone";
        }
        return CudaRuntime.library().isEmpty()
                ? "no libcudart was found in PYTORCH_LIBRARY_PATH, LD_LIBRARY_PATH or /usr/local/cuda*/lib64"
                : "CUDA counts no such GPU: look at the driver and at which GPUs this process may see";
    }
}
