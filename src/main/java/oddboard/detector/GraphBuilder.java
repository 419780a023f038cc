package oddboard.detector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import oddboard.detector.Operation.Binary;
import oddboard.detector.Operation.Reduce;
import oddboard.detector.Operation.Reduction;
import oddboard.detector.Operation.Unary;

/** Puts a graph together, one operation after another. */
public final class GraphBuilder {
    private final ImageShape shape;
    private final List<GraphNode> nodes = new ArrayList<>();
    private final List<Constant> constants = new ArrayList<>();
    private final Map<Float, Value> numbers = new LinkedHashMap<>();

    public GraphBuilder(ImageShape shape) {
        this.shape = shape;
    }

    public ImageShape shape() {
        return shape;
    }

    public Value apply(Operation operation, Value... inputs) {
        Value output = new Value("v" + nodes.size());
        nodes.add(new GraphNode(operation, List.of(inputs), output));
        return output;
    }

    /** @param data see {@link Constant} */
    public Value constant(Supplier<ByteBuffer> data, long... sizes) {
        Value value = new Value("c" + constants.size());
        constants.add(new Constant(value, LongStream.of(sizes).boxed().toList(), data));
        return value;
    }

    public Value constant(float[] values, long... sizes) {
        if (LongStream.of(sizes).reduce(1, Math::multiplyExact) != values.length) {
            throw new IllegalArgumentException(values.length + " values are not " + Arrays.toString(sizes));
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return constant(() -> bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN), sizes);
    }

    /** A scalar. */
    public Value number(double value) {
        return numbers.computeIfAbsent((float) value, number -> constant(new float[] {number}));
    }

    public Value add(Value a, Value b) {
        return apply(Binary.ADD, a, b);
    }

    public Value subtract(Value a, Value b) {
        return apply(Binary.SUB, a, b);
    }

    public Value multiply(Value a, Value b) {
        return apply(Binary.MUL, a, b);
    }

    public Value divide(Value a, Value b) {
        return apply(Binary.DIV, a, b);
    }

    public Value matMul(Value a, Value b) {
        return apply(new Operation.MatMul(), a, b);
    }

    public Value transpose(Value x, Integer... axes) {
        return apply(new Operation.Transpose(List.of(axes)), x);
    }

    public Value reshape(Value x, long... sizes) {
        return apply(new Operation.Reshape(LongStream.of(sizes).boxed().toList()), x);
    }

    public Value slice(Value x, int axis, long from, long to) {
        return apply(new Operation.Slice(axis, from, to), x);
    }

    public Value concat(int axis, Value... parts) {
        return parts.length == 1 ? parts[0] : apply(new Operation.Concat(axis), parts);
    }

    /** Without the axes. */
    public Value reduce(Reduction kind, Value x, Integer... axes) {
        return apply(new Reduce(kind, List.of(axes), false), x);
    }

    /** Square root of the summed squares; the axes go. */
    public Value norm(Value x, Integer... axes) {
        return apply(Unary.SQRT, reduce(Reduction.SUM, multiply(x, x), axes));
    }

    /** uint8 [N, S, S, C] -> float32 [N, C, S, S], 0 to 255. */
    public Value pixels() {
        return transpose(apply(Unary.TO_FLOAT, Graph.IMAGE), 0, 3, 1, 2);
    }

    /**
     * Matrices [N, e, e] by the same linear map in both directions, such as an interpolation.
     *
     * @param weights row by row: what each of {@code rows} new values takes of {@code e} old ones
     * @return [N, rows, rows]
     */
    public Value inBothDirections(Value maps, float[] weights, int rows) {
        int edge = weights.length / rows;
        float[] turned = new float[weights.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < edge; j++) {
                turned[j * rows + i] = weights[i * edge + j];
            }
        }
        return matMul(matMul(constant(weights, rows, edge), maps), constant(turned, edge, rows));
    }

    /** The rows of a bank [M, d] that are nearest to those of x [N, d], [N, d]. */
    public Value nearest(Value x, Value bank) {
        Value squares = reduce(Reduction.SUM, multiply(bank, bank), 1);
        Value product = matMul(x, transpose(bank, 1, 0));
        Value far = subtract(squares, multiply(product, number(2)));
        return apply(new Operation.Rows(), bank, apply(new Operation.ArgMin(1), far));
    }

    /** Maps [N, e, e] at each pixel [N, S, S], as {@link MapGrid#interpolated}. */
    public Value interpolated(Value maps, MapGrid grid) {
        int edge = grid.edge();
        int size = shape.size();
        float[] weights = new float[size * edge];
        for (int pixel = 0; pixel < size; pixel++) {
            double at = Math.clamp((pixel - grid.first()) / grid.step(), 0, edge - 1);
            int low = Math.min((int) at, Math.max(0, edge - 2));
            weights[pixel * edge + low] += (float) (1 - (at - low));
            weights[pixel * edge + Math.min(low + 1, edge - 1)] += (float) (at - low);
        }
        return inBothDirections(maps, weights, size);
    }

    /** Ends the graph: score [N] and map [N, S, S]. */
    public Graph build(Value score, Value map) {
        return new Graph(
                shape, Collections.unmodifiableList(nodes), Collections.unmodifiableList(constants), score, map);
    }
}
