package oddboard.detector.rotation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import oddboard.detector.part.TorchModule;

/** The operations of {@code rotation.py}. */
final class RotationOps {
    private static final TorchModule MODULE = TorchModule.load(RotationOps.class, "rotation.py");

    private RotationOps() {}

    /** @param arguments NDArray, NDList, Integer, Long or Double */
    static NDList all(String method, NDManager into, Object... arguments) {
        return MODULE.compute(method, into, arguments);
    }

    static NDArray one(String method, NDManager into, Object... arguments) {
        return all(method, into, arguments).head();
    }

    /** [M, D, e, e] -> [M, D]; gradients flow through it. */
    static NDArray pooled(NDArray features) {
        return MODULE.call("pooled", features.getManager(), features).head();
    }

    /** Loss, through which gradients flow, and the share of rotations that are named rightly. */
    static NDList loss(NDArray logits) {
        return MODULE.call("loss", logits.getManager(), logits);
    }
}
