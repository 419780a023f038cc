package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.IntStream;
import oddboard.detector.GraphBuilder;
import oddboard.detector.Operation;
import oddboard.detector.Operation.Binary;
import oddboard.detector.Operation.Reduction;
import oddboard.detector.Operation.Unary;
import oddboard.detector.Value;
import oddboard.detector.part.NativeArrays;

/** The operations of {@code patches.py} that scoring takes, described in a graph. */
public final class PatchGraph {
    private static final int BINS = 12;
    private static final long CELL = 8;
    private final GraphBuilder graph;

    PatchGraph(GraphBuilder graph) {
        this.graph = graph;
    }

    public GraphBuilder builder() {
        return graph;
    }

    public Value constant(NDArray array) {
        return graph.constant(() -> NativeArrays.bytes(array), array.getShape().getShape());
    }

    /** [N, C, S / scale, S / scale] in 0..1. */
    Value pooled(int scale) {
        Value x = graph.pixels();
        if (scale > 1) {
            long edge = graph.shape().size() / scale;
            if (edge * scale < graph.shape().size()) {
                x = graph.slice(graph.slice(x, 2, 0, edge * scale), 3, 0, edge * scale);
            }
            // Averaging would round in the runtime's own way.
            Value squares = graph.reshape(x, -1, graph.shape().channels(), edge, scale, edge, scale);
            x = graph.reduce(Reduction.SUM, squares, 3, 5);
        }
        return graph.divide(x, graph.number(255.0 * scale * scale));
    }

    /** [N, C, e, e] -> [N, cells, 13 + C] */
    Value gradients(Value x, int edge, int channels, int stride) {
        Value padded = graph.apply(new Operation.PadByEdge(), x);
        Value gx = graph.subtract(part(padded, 1, 2, edge), part(padded, 1, 0, edge));
        Value gy = graph.subtract(part(padded, 2, 1, edge), part(padded, 0, 1, edge));
        Value strongest = graph.add(graph.multiply(gx, gx), graph.multiply(gy, gy));
        if (channels > 1) {
            Value channel = graph.apply(new Operation.ArgMax(1), strongest);
            Operation gather = new Operation.GatherElements(1);
            strongest = graph.apply(gather, strongest, channel);
            gx = graph.apply(gather, gx, channel);
            gy = graph.apply(gather, gy, channel);
        }
        Value strong = graph.apply(Unary.SQRT, strongest);
        Value turn = turned(angle(gy, gx));
        float[] numbers = new float[BINS];
        IntStream.range(0, BINS).forEach(i -> numbers[i] = i);
        Value apart = graph.apply(Unary.ABS, graph.subtract(turn, graph.constant(numbers, 1, BINS, 1, 1)));
        Value near = graph.apply(Binary.MIN, apart, graph.subtract(graph.number(BINS), apart));
        Value weights = graph.multiply(graph.apply(Unary.RELU, graph.subtract(graph.number(1), near)), strong);
        Operation pool = new Operation.AveragePool(CELL, stride);
        Value histogram = graph.apply(pool, weights);
        Value strength = graph.apply(
                Unary.SQRT,
                graph.apply(
                        new Operation.Reduce(Reduction.SUM, List.of(1), true), graph.multiply(histogram, histogram)));
        Value shape = graph.divide(histogram, graph.add(strength, graph.number(0.02)));
        Value scaled = graph.divide(graph.apply(Unary.LOG, graph.add(strength, graph.number(0.01))), graph.number(4));
        return cells(graph.concat(1, shape, scaled, graph.apply(pool, x)), BINS + 1 + channels, stride, edge);
    }

    private Value part(Value padded, int row, int column, int edge) {
        return graph.slice(graph.slice(padded, 2, row, row + edge), 3, column, column + edge);
    }

    /** The angle of (x, y) in -pi..pi; anything finite where both are 0. */
    private Value angle(Value y, Value x) {
        Value width = graph.apply(Unary.ABS, x);
        Value height = graph.apply(Unary.ABS, y);
        Value longer = graph.apply(Binary.MAX, graph.apply(Binary.MAX, width, height), graph.number(1e-30));
        Value octant = graph.apply(Unary.ATAN, graph.divide(graph.apply(Binary.MIN, width, height), longer));
        Value quadrant = mirrored(octant, graph.apply(Binary.LESS, width, height), Math.PI / 2);
        Value half = mirrored(quadrant, graph.apply(Binary.LESS, x, graph.number(0)), Math.PI);
        return mirrored(half, graph.apply(Binary.LESS, y, graph.number(0)), 0);
    }

    /** The angle where the flag is 0, {@code from} minus the angle where it is 1. */
    private Value mirrored(Value angle, Value flag, double from) {
        Value sign = graph.subtract(graph.number(1), graph.multiply(flag, graph.number(2)));
        Value signed = graph.multiply(angle, sign);
        return from == 0 ? signed : graph.add(signed, graph.multiply(flag, graph.number(from)));
    }

    /** An angle in bins, 0 to 12. */
    private Value turned(Value angle) {
        Value bins = graph.multiply(angle, graph.number(BINS / (2 * Math.PI)));
        Value rounds = graph.apply(Unary.FLOOR, graph.divide(bins, graph.number(BINS)));
        return graph.subtract(bins, graph.multiply(rounds, graph.number(BINS)));
    }

    /** [N, D, e, e] -> [N, cells, D] */
    private Value cells(Value x, int depth, int stride, int edge) {
        long along = (edge - CELL) / stride + 1;
        return graph.transpose(graph.reshape(x, -1, depth, along * along), 0, 2, 1);
    }

    Value projected(Value x, PatchAxes axes, int stride, int edge) {
        Value y = graph.apply(new Operation.Conv(stride, 0), x, constant(axes.kernels()), constant(axes.offset()));
        return cells(y, PatchAxes.COUNT, stride, edge);
    }

    /** Distances to the nearest row of a bank and which it is: x [N, P, d] -> [N, P] and indices [N * P]. */
    Nearest nearest(Value x, Value bank, long cells, long depth) {
        Value flat = graph.reshape(x, -1, depth);
        Value apart = graph.subtract(flat, graph.nearest(flat, bank));
        return new Nearest(graph.reshape(graph.norm(apart, 1), -1, cells), apart);
    }

    /** @param apart what is between each cell and the row: [N * P, d] */
    record Nearest(Value distances, Value apart) {}

    /** [N, P] with a Gaussian at each place: mean [P, d], whitening [P, d, d]. */
    Value mahalanobis(Value x, NDArray mean, NDArray whitening) {
        Value centered = graph.transpose(graph.subtract(x, constant(mean)), 1, 2, 0);
        return graph.transpose(graph.norm(graph.matMul(constant(whitening), centered), 1), 1, 0);
    }

    Value residual(Value x, NDArray mean, NDArray remainder, long cells, long depth) {
        Value flat = graph.reshape(graph.subtract(x, constant(mean)), -1, depth);
        return graph.reshape(graph.norm(graph.matMul(flat, constant(remainder)), 1), -1, cells);
    }

    /** Some of the numbers of each cell: [N, P, d] -> [N, P, k] */
    Value chosen(Value x, long[] which, int depth) {
        float[] picks = new float[depth * which.length];
        for (int i = 0; i < which.length; i++) {
            picks[(int) which[i] * which.length + i] = 1;
        }
        return graph.matMul(x, graph.constant(picks, depth, which.length));
    }

    /** Mean of the k largest of each row: [N, P] -> [N] */
    Value top(Value map, long k, long values) {
        return graph.reduce(Reduction.MEAN, k == values ? map : graph.apply(new Operation.Largest(k), map), 1);
    }
}
