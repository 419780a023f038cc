package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import oddboard.detector.MapGrid;
import oddboard.detector.Value;
import oddboard.detector.part.NativeArrays;
import oddboard.detector.part.Seeds;
import org.jspecify.annotations.Nullable;

/**
 * A Gaussian at each place of the image (PaDiM, arXiv 2011.08785); the map is the Mahalanobis distance. In images of more
 * than 256 pixels neighboring cells share one, so that its memory does not grow with them.
 */
final class GaussHead implements Head {
    private static final double RIDGE = 0.01;
    /** Covariances of more numbers than that take long; PaDiM too takes random ones then. */
    private static final int MAX_DEPTH = 100;

    private static final long STREAM = 17;
    private final NDManager manager;
    private final Features features;
    private final Pooling pooling;
    private final Blocks places;
    private final @Nullable NDArray chosen;
    private int images;
    private @Nullable NDList sums;
    private @Nullable NDList fitted;

    GaussHead(NDManager manager, Features features, Pooling pooling, long seed) {
        this.manager = manager;
        this.features = features;
        this.pooling = pooling;
        places = new Blocks(features.cells());
        chosen = features.depth() > MAX_DEPTH ? numbers(manager, chosen(features.depth(), seed)) : null;
    }

    private static long[] chosen(int depth, long seed) {
        return IntStream.of(Seeds.permutation(depth, Seeds.random(seed, STREAM)))
                .limit(MAX_DEPTH)
                .sorted()
                .asLongStream()
                .toArray();
    }

    private static NDArray numbers(NDManager manager, long[] numbers) {
        ByteBuffer bytes = NativeArrays.direct(8L * numbers.length);
        bytes.asLongBuffer().put(numbers);
        return NativeArrays.over(manager, bytes, new Shape(numbers.length), DataType.INT64);
    }

    private int depth() {
        return Math.min(features.depth(), MAX_DEPTH);
    }

    private NDArray grouped(NDArray x, NDManager scope) {
        return places.grouped(chosen == null ? x : PatchOps.one("chosen", scope, x, chosen), scope);
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
        return (long) places.count() * depth() * (depth() + 1);
    }

    @Override
    public void begin(int observed) {
        images = observed;
        release();
        long cells = places.count();
        long depth = depth();
        sums = new NDList(
                manager.zeros(new Shape(cells, depth), DataType.FLOAT64),
                manager.zeros(new Shape(cells, depth, depth), DataType.FLOAT64));
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
        PatchOps.one("products", scope, Objects.requireNonNull(sums), grouped(x, scope));
    }

    @Override
    public void finish() {
        NDList seen = Objects.requireNonNull(sums);
        NDList made;
        try (NDManager scope = manager.newSubManager()) {
            double n = (double) images * places.cells();
            NDArray covariances = PatchOps.one("covariances", scope, seen.get(0), seen.get(1), n);
            NDArray mean = PatchOps.one("means", scope, seen.get(0), n);
            NDArray whitening = PatchOps.one("whitening", scope, covariances, RIDGE);
            NDArray freedom = PatchOps.one("freedom", scope, seen.get(0), seen.get(1), n);
            made = new NDList(mean, whitening, freedom);
            made.attach(manager);
        }
        release();
        fitted = made;
    }

    @Override
    public double weight() {
        return Math.clamp(1 - Objects.requireNonNull(fitted).get(2).toDoubleArray()[0], 0, 1);
    }

    @Override
    public Scored score(NDArray x, NDManager scope) {
        NDList known = Objects.requireNonNull(fitted);
        NDArray distances = PatchOps.one("mahalanobis", scope, grouped(x, scope), known.get(0), known.get(1));
        NDArray maps = places.apart(distances, scope);
        return new Scored(pooling.of(maps, scope), maps);
    }

    @Override
    public List<NDArray> state(boolean finished) {
        if (finished && fitted == null) {
            release();
            long cells = places.count();
            long depth = depth();
            fitted = new NDList(
                    manager.zeros(new Shape(cells, depth)),
                    manager.zeros(new Shape(cells, depth, depth)),
                    manager.zeros(new Shape(1), DataType.FLOAT64));
        }
        return List.copyOf(Objects.requireNonNull(finished ? fitted : sums));
    }

    @Override
    public Described describe(PatchGraph graph, Value x) {
        NDList known = Objects.requireNonNull(fitted);
        Value maps = graph.mahalanobis(
                chosen == null ? x : graph.chosen(x, chosen.toLongArray(), features.depth()),
                known.get(0),
                known.get(1));
        return new Described(pooling.describe(graph, maps, features.cells()), maps);
    }
}
