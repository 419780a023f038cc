package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import oddboard.detector.part.TorchModule;

/** The operations of {@code patches.py}. */
final class PatchOps {
    private static final TorchModule MODULE = TorchModule.load(PatchOps.class, "patches.py");

    private PatchOps() {}

    /** @param arguments NDArray, NDList, Integer, Long or Double */
    static NDList all(String method, NDManager into, Object... arguments) {
        return MODULE.compute(method, into, arguments);
    }

    static NDArray one(String method, NDManager into, Object... arguments) {
        return all(method, into, arguments).head();
    }
}
