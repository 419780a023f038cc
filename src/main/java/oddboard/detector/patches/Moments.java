package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import oddboard.detector.GraphBuilder;
import oddboard.detector.Value;
import oddboard.detector.part.NativeArrays;

/** Mean and standard deviation of each number over a sample, and numbers standardized by them. */
public final class Moments {
    private final NDManager manager;
    private final double floor;
    private final NDArray mean;
    private final NDArray factor;
    private final NDArray sum;
    private final NDArray squares;
    private long rows;

    /** @param floor is added to each deviation, so that numbers that hardly vary stay small */
    public Moments(NDManager manager, int depth, double floor) {
        this.manager = manager;
        this.floor = floor;
        mean = manager.zeros(new Shape(depth));
        factor = manager.zeros(new Shape(depth));
        sum = manager.zeros(new Shape(depth), DataType.FLOAT64);
        squares = manager.zeros(new Shape(depth), DataType.FLOAT64);
    }

    public void begin() {
        sum.muli(0);
        squares.muli(0);
        rows = 0;
    }

    /** @param x [N, P, d] */
    public void add(NDArray x, NDManager scope) {
        PatchOps.one("moments", scope, new NDList(sum, squares), x);
        rows += x.getShape().get(0) * x.getShape().get(1);
    }

    public void settle() {
        double[] sums = sum.toDoubleArray();
        double[] squared = squares.toDoubleArray();
        float[] means = new float[sums.length];
        float[] factors = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            double m = sums[i] / rows;
            means[i] = (float) m;
            factors[i] = (float) (1 / (Math.sqrt(Math.max(0, squared[i] / rows - m * m)) + floor));
        }
        try (NDManager scope = manager.newSubManager()) {
            Shape shape = new Shape(sums.length);
            PatchOps.one("put", scope, mean, NativeArrays.of(scope, shape, means), 0);
            PatchOps.one("put", scope, factor, NativeArrays.of(scope, shape, factors), 0);
        }
    }

    public NDArray standardized(NDArray x, NDManager scope) {
        return PatchOps.one("standardized", scope, x, mean, factor);
    }

    public List<NDArray> state() {
        return List.of(mean, factor);
    }

    public Value describe(PatchGraph graph, Value x) {
        GraphBuilder builder = graph.builder();
        return builder.multiply(builder.subtract(x, graph.constant(mean)), graph.constant(factor));
    }
}
