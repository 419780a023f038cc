package oddboard.detector.part;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;

/** Counts what native memory the program holds through the engine. */
public final class EngineMemory {
    private EngineMemory() {}

    /** Arrays in all managers of this process. */
    public static int arrays() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            return manager.getParentManager().getManagedArrays().size();
        }
    }
}
