package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Objects;
import oddboard.detector.MapGrid;
import oddboard.detector.Value;
import oddboard.detector.part.NativeArrays;
import org.jspecify.annotations.Nullable;

/** Principal axes of all cells that keep most of their variance; the map is the length of what they leave of a cell. */
final class SubspaceHead implements Head {
    private static final double KEPT = 0.95;
    private final NDManager manager;
    private final Features features;
    private final Pooling pooling;
    private int images;
    private @Nullable NDList sums;
    private @Nullable NDList fitted;

    SubspaceHead(NDManager manager, Features features, Pooling pooling) {
        this.manager = manager;
        this.features = features;
        this.pooling = pooling;
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public MapGrid grid() {
        return features.grid();
    }

    @Override
    public long parameters() {
        return (long) features.depth() * (features.depth() + 1);
    }

    @Override
    public void begin(int observed) {
        images = observed;
        release();
        long depth = features.depth();
        sums = new NDList(
                manager.zeros(new Shape(1, depth), DataType.FLOAT64),
                manager.zeros(new Shape(1, depth, depth), DataType.FLOAT64));
    }

    private void release() {
        if (sums != null) {
            sums.close();
            sums = null;
        }
        if (fitted != null) {
            fitted.close();
            fitted = null;
        }
    }

    @Override
    public void observe(NDArray x, int first, NDManager scope) {
        PatchOps.one("products", scope, Objects.requireNonNull(sums), x.reshape(-1, 1, features.depth()));
    }

    @Override
    public void finish() {
        NDList seen = Objects.requireNonNull(sums);
        NDList made;
        try (NDManager scope = manager.newSubManager()) {
            double rows = (double) images * features.cells();
            int depth = features.depth();
            NDArray covariance = PatchOps.one("covariances", scope, seen.get(0), seen.get(1), rows);
            NDList axes = PatchOps.all("axes", scope, covariance.reshape(depth, depth));
            float[] remainder =
                    remainder(axes.get(0).toDoubleArray(), axes.get(1).toDoubleArray(), depth);
            NDArray mean = PatchOps.one("means", scope, seen.get(0), rows);
            made = new NDList(mean.reshape(depth), NativeArrays.of(manager, new Shape(depth, depth), remainder));
            made.attach(manager);
        }
        release();
        fitted = made;
    }

    /** Identity without the axes that keep the variance. */
    private static float[] remainder(double[] vectors, double[] values, int depth) {
        double all = 0;
        for (double value : values) {
            all += value;
        }
        double[] rest = new double[depth * depth];
        for (int i = 0; i < depth; i++) {
            rest[i * depth + i] = 1;
        }
        double kept = 0;
        for (int axis = 0; axis < depth - 1 && kept < KEPT * all; axis++) {
            kept += values[axis];
            for (int i = 0; i < depth; i++) {
                for (int j = 0; j < depth; j++) {
                    rest[i * depth + j] -= vectors[i * depth + axis] * vectors[j * depth + axis];
                }
            }
        }
        float[] remainder = new float[rest.length];
        for (int i = 0; i < rest.length; i++) {
            remainder[i] = (float) rest[i];
        }
        return remainder;
    }

    @Override
    public Scored score(NDArray x, NDManager scope) {
        NDList known = Objects.requireNonNull(fitted);
        NDArray maps = PatchOps.one("residual", scope, x, known.get(0), known.get(1));
        return new Scored(pooling.of(maps, scope), maps);
    }

    @Override
    public List<NDArray> state(boolean finished) {
        if (finished && fitted == null) {
            release();
            long depth = features.depth();
            fitted = new NDList(manager.zeros(new Shape(depth)), manager.zeros(new Shape(depth, depth)));
        }
        return List.copyOf(Objects.requireNonNull(finished ? fitted : sums));
    }

    @Override
    public Described describe(PatchGraph graph, Value x) {
        NDList known = Objects.requireNonNull(fitted);
        Value maps = graph.residual(x, known.get(0), known.get(1), features.cells(), features.depth());
        return new Described(pooling.describe(graph, maps, features.cells()), maps);
    }
}
