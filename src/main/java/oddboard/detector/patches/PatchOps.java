package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import oddboard.detector.part.NativeArrays;
import oddboard.detector.part.TorchModule;

/** The operations of {@code patches.py}; whole numbers and rates are passed as the arrays that the engine wants. */
final class PatchOps {
    private static final TorchModule MODULE = TorchModule.load(PatchOps.class, "patches.py");

    private PatchOps() {}

    /** @param arguments NDArray, NDList, Integer, Long or Double */
    static NDList all(String method, NDManager into, Object... arguments) {
        Object[] arrays = new Object[arguments.length];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = switch (arguments[i]) {
                case Double number -> NativeArrays.host(into, number);
                case Number number -> NativeArrays.host(into, number.longValue());
                default -> arguments[i];
            };
        }
        return MODULE.plain(method, into, arrays);
    }

    static NDArray one(String method, NDManager into, Object... arguments) {
        return all(method, into, arguments).head();
    }
}
