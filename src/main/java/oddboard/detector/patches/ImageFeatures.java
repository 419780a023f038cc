package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.SplittableRandom;
import oddboard.detector.GraphBuilder;
import oddboard.detector.ImageShape;
import oddboard.detector.MapGrid;
import oddboard.detector.Operation;
import oddboard.detector.Value;

/** A whole image as one cell: histograms of gradients of it at about 32 pixels, and its colors at 8 pixels. */
final class ImageFeatures implements Features {
    private static final int CELL = 8;
    private static final int STRIDE = 4;
    private static final double FLOOR = 0.02;
    private final int scale;
    private final int smallScale;
    private final int channels;
    private final int edge;
    private final Moments moments;

    ImageFeatures(NDManager manager, ImageShape shape) {
        scale = shape.size() / 32;
        smallScale = shape.size() / 8;
        channels = shape.channels();
        edge = (shape.size() / scale - CELL) / STRIDE + 1;
        moments = new Moments(manager, depth(), FLOOR);
    }

    @Override
    public int cells() {
        return 1;
    }

    @Override
    public int depth() {
        return edge * edge * cellDepth() + CELL * CELL * channels;
    }

    /** Numbers of one cell of the histograms. */
    int cellDepth() {
        return 13 + channels;
    }

    /** Of the histograms. */
    @Override
    public MapGrid grid() {
        return new MapGrid(edge, CELL / 2.0 * scale - 0.5, (double) STRIDE * scale);
    }

    @Override
    public void begin() {
        moments.begin();
    }

    @Override
    public void sample(NDArray batch, int images, SplittableRandom random, NDManager scope) {
        moments.add(plain(batch, scope), scope);
    }

    @Override
    public void settle() {
        moments.settle();
    }

    @Override
    public NDArray of(NDArray batch, NDManager scope) {
        return moments.standardized(plain(batch, scope), scope);
    }

    private NDArray plain(NDArray batch, NDManager scope) {
        NDArray cells = PatchOps.one("gradients", scope, PatchOps.one("pooled", scope, batch, scale), STRIDE);
        return PatchOps.one("whole", scope, cells, PatchOps.one("pooled", scope, batch, smallScale));
    }

    @Override
    public List<NDArray> state() {
        return moments.state();
    }

    @Override
    public Value describe(PatchGraph graph) {
        GraphBuilder builder = graph.builder();
        int pixels = builder.shape().size() / scale;
        Value cells = graph.gradients(graph.pooled(scale), pixels, channels, STRIDE);
        Value small = builder.multiply(graph.pooled(smallScale), builder.number(3));
        Operation flatten = new Operation.Flatten();
        Value both = builder.concat(1, builder.apply(flatten, cells), builder.apply(flatten, small));
        return moments.describe(graph, builder.reshape(both, -1, 1, depth()));
    }
}
