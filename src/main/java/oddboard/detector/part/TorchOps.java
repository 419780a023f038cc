package oddboard.detector.part;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Engine operations that DJL has not, or only slowly; their text is {@code ops.py}. Safe for several threads. */
public final class TorchOps {
    private static final NDManager MANAGER = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    private static final PtSymbolBlock MODULE = load();
    private static final String[] LISTS = {"a[]", "b[]", "c[]", "d[]"};

    private TorchOps() {}

    private static PtSymbolBlock load() {
        try {
            return JniUtils.loadModule(
                    (PtNDManager) MANAGER, new ByteArrayInputStream(OpsArchive.bytes()), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** [N, I, H, W] and weight [I, O, k, k], bias [O] -> [N, O, (H-1)*stride - 2*padding + k, ...]. */
    static NDArray convTranspose(NDArray x, NDArray weight, NDArray bias, NDArray geometry) {
        return call("conv_transpose", x.getManager(), x, weight, bias, geometry).head();
    }

    /** Gradients of a scalar with respect to each parameter, attached to the loss's manager. */
    static NDList gradients(NDArray loss, NDList parameters) {
        return plain("gradients", loss.getManager(), loss, parameters);
    }

    /** sums += parts * share, in place. */
    static void accumulate(NDList sums, NDList parts, NDArray share) {
        plain("accumulate", parts.head().getManager(), sums, parts, share);
    }

    static void scale(NDManager step, NDList arrays, NDArray factor) {
        plain("scale", step, arrays, factor);
    }

    /** One update of every parameter in place; rates float64 on the CPU: lr, beta1, beta2, eps, weight decay. */
    static void adam(
            NDManager step,
            boolean decoupled,
            NDList parameters,
            NDList gradients,
            NDList m,
            NDList v,
            NDArray steps,
            NDArray rates) {
        plain(decoupled ? "adamw" : "adam", step, parameters, gradients, m, v, steps, rates);
    }

    static void assign(NDManager step, NDList to, NDList from) {
        plain("assign", step, to, from);
    }

    static void swap(NDManager step, NDList a, NDList b) {
        plain("swap", step, a, b);
    }

    /** A view of elements from (inclusive) to (exclusive) of the flattened array. */
    static NDArray slice(NDManager step, NDArray array, long from, long to) {
        return plain("slice", step, array, NativeArrays.host(step, from, to)).head();
    }

    /**
     * Fills the first N of {@code out} [M, C, H, W] with uint8 images [N, H, W, C], scaled to -1..1, their center square
     * of {@code keep} pixels resized back; returns a view of those N.
     */
    static NDArray prepare(NDArray out, NDArray images, NDArray keep) {
        return plain("prepare", images.getManager(), out, images, keep).head();
    }

    static NDArray noisy(NDArray images, NDArray deviation) {
        return call("noisy", images.getManager(), images, deviation).head();
    }

    /** Standard normal noise of the array's shape, from the engine's generator. */
    public static NDArray gaussian(NDArray like) {
        return call("gaussian", like.getManager(), like).head();
    }

    /** A rounded copy, attached to {@code into}. */
    static NDArray bfloat16(NDArray x, NDManager into) {
        return call("bfloat16", into, x).head();
    }

    static NDArray float32(NDArray x) {
        return call("float32", x.getManager(), x).head();
    }

    /** Mean squared error over all elements, a scalar. */
    public static NDArray mse(NDArray out, NDArray images) {
        return call("mse", out.getManager(), out, images).head();
    }

    /** Divergence of N(mu, exp(logvar)) from N(0, 1), summed over all elements, a scalar. */
    public static NDArray divergence(NDArray mu, NDArray logvar) {
        return call("divergence", mu.getManager(), mu, logvar).head();
    }

    /** Scores float64 [N] and reconstructions uint8 [N, H, W, C]. */
    static NDList judge(NDArray out, NDArray images) {
        return plain("judge", out.getManager(), out, images);
    }

    // Outside the gradient's graph, whatever the thread's mode; a new thread records by default.
    private static NDList plain(String method, NDManager into, Object... arguments) {
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            return call(method, into, arguments);
        } finally {
            JniUtils.setGradMode(recording);
        }
    }

    // Arguments are NDArray, or NDList for a list. DJL tells lists and the method's name by the arrays' names.
    private static NDList call(String method, NDManager into, Object... arguments) {
        // Profiled graphs differ in rounding between the first calls and the later ones.
        JniUtils.setGraphExecutorOptimize(false);
        NDList inputs = new NDList();
        int lists = 0;
        for (Object argument : arguments) {
            if (argument instanceof NDArray array) {
                array.setName(null);
                inputs.add(array);
            } else {
                for (NDArray array : (NDList) argument) {
                    array.setName(LISTS[lists]);
                    inputs.add(array);
                }
                lists++;
            }
        }
        try (NDArray name = MANAGER.zeros(new Shape())) {
            name.setName("module_method:" + method);
            inputs.add(name);
            NDList results = IValueUtils.forward(MODULE, inputs, true);
            for (NDArray result : results) {
                if (result.getManager() != into) {
                    result.attach(into);
                }
            }
            return results;
        }
    }
}
