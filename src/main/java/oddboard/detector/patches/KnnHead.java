package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Objects;
import oddboard.detector.GraphBuilder;
import oddboard.detector.MapGrid;
import oddboard.detector.Value;
import oddboard.detector.part.Seeds;
import org.jspecify.annotations.Nullable;

/**
 * The nearest of the training images, of which at most {@value #MAX_IMAGES} are kept; the score is the distance to it, the map
 * is that distance cell by cell.
 */
final class KnnHead implements Head {
    private static final int MAX_IMAGES = 5000;
    private static final long STREAM = 13;
    private final NDManager manager;
    private final ImageFeatures features;
    private final long seed;
    private int images;
    private @Nullable RowSample sample;

    KnnHead(NDManager manager, ImageFeatures features, long seed) {
        this.manager = manager;
        this.features = features;
        this.seed = seed;
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
        return (long) RowSample.rows(MAX_IMAGES, images, 1) * features.depth();
    }

    @Override
    public void begin(int observed) {
        images = observed;
        if (sample != null) {
            sample.table().close();
        }
        sample = new RowSample(manager, MAX_IMAGES, observed, 1, features.depth(), Seeds.random(seed, STREAM));
    }

    @Override
    public void observe(NDArray x, int first, NDManager scope) {
        Objects.requireNonNull(sample).take(x, first, scope);
    }

    @Override
    public void finish() {
        // The sample is the head.
    }

    @Override
    public Judged judge(NDArray x, NDManager scope) {
        NDArray known = Objects.requireNonNull(sample).table();
        NDList nearest = PatchOps.all("nearest", scope, x, known);
        NDArray maps = PatchOps.one(
                "cellwise", scope, x, known, nearest.get(1), features.grid().values(), features.cellDepth());
        return new Judged(Pooling.MEAN.of(nearest.get(0), scope), maps);
    }

    @Override
    public List<NDArray> state(boolean finished) {
        return List.of(Objects.requireNonNull(sample).table());
    }

    @Override
    public Described describe(PatchGraph graph, Value x) {
        GraphBuilder builder = graph.builder();
        Value known = graph.constant(Objects.requireNonNull(sample).table());
        PatchGraph.Nearest nearest = graph.nearest(x, known, 1, features.depth());
        long cells = features.grid().values();
        int depth = features.cellDepth();
        Value part = builder.reshape(builder.slice(nearest.apart(), 1, 0, cells * depth), -1, cells, depth);
        return new Described(Pooling.MEAN.describe(graph, nearest.distances(), 1), builder.norm(part, 2));
    }
}
