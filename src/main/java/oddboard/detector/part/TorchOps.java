package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** Engine operations that DJL has not, or only slowly; their text is {@code ops.py}. Safe for several threads. */
public final class TorchOps {
    private static final TorchModule MODULE = TorchModule.load(TorchOps.class, "ops.py");

    private TorchOps() {}

    /** [N, I, H, W] and weight [I, O, k, k], bias [O] -> [N, O, (H-1)*stride - 2*padding + k, ...]. */
    static NDArray convTranspose(NDArray x, NDArray weight, NDArray bias, NDArray geometry) {
        return call("conv_transpose", x.getManager(), x, weight, bias, geometry).head();
    }

    /** Gradients of a scalar with respect to each parameter, attached to the loss's manager. */
    public static NDList gradients(NDArray loss, NDList parameters) {
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

    public static void assign(NDManager step, NDList to, NDList from) {
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
    static NDList evaluate(NDArray out, NDArray images) {
        return plain("evaluate", out.getManager(), out, images);
    }

    /**
     * As {@link #evaluate}, with scores of another kind: the root of the largest mean of 5 x 5 squared errors, each divided by
     * {@code usual} [1, 1, H, W].
     */
    static NDList evaluateWorst(NDArray out, NDArray images, NDArray usual) {
        return plain("evaluate_worst", out.getManager(), out, images, usual);
    }

    /** Adds the squared errors of the first {@code count} images, means over channels, to {@code sums} float64 [1, 1, H, W]. */
    static void addErrors(NDManager step, NDArray sums, NDArray out, NDArray images, int count) {
        plain("add_errors", step, sums, out, images, NativeArrays.host(step, (long) count));
    }

    /** {@code usual} = sums / count + 0.05 * the mean of that over all pixels. */
    static void usualErrors(NDManager step, NDArray usual, NDArray sums, int count) {
        plain("usual_errors", step, usual, sums, NativeArrays.host(step, (long) count));
    }

    private static NDList plain(String method, NDManager into, Object... arguments) {
        return MODULE.plain(method, into, arguments);
    }

    private static NDList call(String method, NDManager into, Object... arguments) {
        return MODULE.call(method, into, arguments);
    }
}
