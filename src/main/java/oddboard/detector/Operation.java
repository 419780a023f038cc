package oddboard.detector;

import java.util.List;

/** What a node computes. Tensors are float32 but for the images (uint8) and for indices (int64). */
public sealed interface Operation {
    /** Of one value, element by element. */
    enum Unary implements Operation {
        TO_FLOAT,
        RELU,
        TANH,
        ABS,
        SQRT,
        LOG,
        ATAN,
        FLOOR,
        EXP,
        /** The error function. */
        ERF
    }

    /** Of two values, element by element; shapes are broadcast as NumPy does. */
    enum Binary implements Operation {
        ADD,
        SUB,
        MUL,
        DIV,
        MIN,
        MAX,
        /** 1 where the first is less than the second, else 0. */
        LESS
    }

    /** Over one or more axes. */
    enum Reduction {
        SUM,
        MEAN,
        MAX
    }

    /** Matrix product of the last two axes; leading ones are broadcast. */
    record MatMul() implements Operation {}

    /** x [N, I], weight [O, I], bias [O]. */
    record Linear() implements Operation {}

    /** x [N, I, H, W], weight [O, I / groups, k, k] and, where there is one, bias [O]. */
    record Conv(long stride, long padding, long groups) implements Operation {
        public Conv(long stride, long padding) {
            this(stride, padding, 1);
        }
    }

    /** x [N, I, H, W], weight [I, O, k, k], bias [O]. */
    record ConvTranspose(long stride, long padding) implements Operation {}

    /** x [N, C, ...], gamma, beta, mean, variance [C]. */
    record BatchNorm(float epsilon) implements Operation {}

    record AveragePool(long kernel, long stride) implements Operation {}

    /** The padding is less than every number. */
    record MaxPool(long kernel, long stride, long padding) implements Operation {}

    /** [N, C, H, W] with one more row and column at each edge, which repeats the outermost. */
    record PadByEdge() implements Operation {}

    /** [N, C, H, W] -> [N, C, size, size], half-pixel centers. */
    record Resize(long size) implements Operation {}

    record Transpose(List<Integer> axes) implements Operation {}

    /** One of the sizes, the first, may be -1. */
    record Reshape(List<Long> shape) implements Operation {}

    /** [N, ...] -> [N, elements]. */
    record Flatten() implements Operation {}

    /** From (inclusive) to (exclusive) along an axis. */
    record Slice(int axis, long from, long to) implements Operation {}

    record Concat(int axis) implements Operation {}

    record Reduce(Reduction kind, List<Integer> axes, boolean keep) implements Operation {}

    /** Index of the smallest value, the first of equal ones; the axis goes. */
    record ArgMin(int axis) implements Operation {}

    /** Index of the largest value, the first of equal ones; the axis stays with one element. */
    record ArgMax(int axis) implements Operation {}

    /** Rows of a matrix by their indices [M]. */
    record Rows() implements Operation {}

    /** Elements along an axis by indices of the result's shape. */
    record GatherElements(int axis) implements Operation {}

    /** The k largest values of the last axis, the largest first. */
    record Largest(long k) implements Operation {}
}
