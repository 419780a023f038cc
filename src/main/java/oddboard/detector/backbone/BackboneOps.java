package oddboard.detector.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import oddboard.detector.part.TorchModule;

/** The operations of {@code backbone.py}. */
final class BackboneOps {
    private static final TorchModule MODULE = TorchModule.load(BackboneOps.class, "backbone.py");

    private BackboneOps() {}

    static NDArray one(String method, NDManager into, Object... arguments) {
        return MODULE.compute(method, into, arguments).head();
    }
}
