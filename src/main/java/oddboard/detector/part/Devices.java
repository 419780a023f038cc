package oddboard.detector.part;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.util.ArrayList;
import java.util.List;
import oddboard.detector.TrainingException;

/** The devices that this process can compute on. */
public final class Devices {
    private Devices() {}

    /** {@code cpu} always, and {@code cuda:N} for each GPU. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of("cpu"));
        int gpus = Engine.getEngine("PyTorch").hasCapability("CUDA") ? CudaUtils.getGpuCount() : 0;
        for (int i = 0; i < gpus; i++) {
            names.add("cuda:" + i);
        }
        return names;
    }

    /** @throws TrainingException where the native libraries or the operations can't be loaded */
    public static void warmUp() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray ones = NativeArrays.of(manager, new Shape(2), 1, 1);
            if (TorchOps.mse(ones, ones).toFloatArray()[0] != 0) {
                throw new TrainingException("ENGINE", "The engine computes wrongly on this machine.");
            }
        } catch (EngineException | LinkageError e) {
            TrainingException told =
                    new TrainingException("ENGINE", "The engine's native libraries can't be loaded on this machine.");
            told.initCause(e);
            throw told;
        }
    }

    /** Such as "CPU, 2 threads, PyTorch 2.7.1" or "GPU 0, CUDA 12.8, 78 GiB, PyTorch 2.7.1". */
    public static String describe(String name) {
        Device device = byName(name);
        String version = "PyTorch " + Engine.getEngine("PyTorch").getVersion().replaceFirst("-.*", "");
        if (!device.isGpu()) {
            return "CPU, " + JniUtils.getNumThreads() + " threads, " + version;
        }
        long bytes = CudaUtils.getGpuMemory(device).getMax();
        return "GPU " + device.getDeviceId() + ", CUDA " + CudaUtils.getCudaVersionString() + ", "
                + Math.round(bytes / (double) (1 << 30)) + " GiB, " + version;
    }

    /** @throws TrainingException where there is no such device */
    static Device byName(String name) {
        if (!names().contains(name)) {
            throw new TrainingException("ENGINE",
                    "This worker has no device " + name + ", only " + String.join(", ", names()) + ".");
        }
        return name.equals("cpu") ? Device.cpu() : Device.gpu(Integer.parseInt(name.substring("cuda:".length())));
    }
}
