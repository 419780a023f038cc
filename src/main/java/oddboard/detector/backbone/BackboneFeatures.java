package oddboard.detector.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import oddboard.detector.GraphBuilder;
import oddboard.detector.ImageShape;
import oddboard.detector.MapGrid;
import oddboard.detector.Operation;
import oddboard.detector.Value;
import oddboard.detector.part.NativeArrays;
import oddboard.detector.patches.Features;
import oddboard.detector.patches.Moments;
import oddboard.detector.patches.PatchGraph;

/** Cells of a frozen network on images that are resized to its input and standardized. */
final class BackboneFeatures implements Features {
    private static final double FLOOR = 1e-3;
    // Of ImageNet's images in red, green and blue, as the network was trained.
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};
    private final ImageShape shape;
    private final int edge;
    private final FrozenNetwork network;
    private final NDArray mean;
    private final NDArray factor;
    private final Moments moments;

    /** @param edge to which images are resized; a multiple of what the network wants */
    BackboneFeatures(NDManager manager, ImageShape shape, int edge, FrozenNetwork network) {
        this.shape = shape;
        this.edge = edge;
        this.network = network;
        mean = NativeArrays.of(manager, new Shape(3, 1, 1), mean());
        factor = NativeArrays.of(manager, new Shape(3, 1, 1), factor());
        moments = new Moments(manager, depth(), FLOOR);
    }

    private static float[] mean() {
        float[] means = new float[3];
        for (int i = 0; i < 3; i++) {
            means[i] = MEAN[i] * 255;
        }
        return means;
    }

    private static float[] factor() {
        float[] factors = new float[3];
        for (int i = 0; i < 3; i++) {
            factors[i] = 1 / (DEVIATION[i] * 255);
        }
        return factors;
    }

    private int cellsAcross() {
        return edge / network.stride();
    }

    @Override
    public int cells() {
        return cellsAcross() * cellsAcross();
    }

    @Override
    public int depth() {
        return network.depth();
    }

    @Override
    public long frozenParameters() {
        return network.parameters();
    }

    @Override
    public MapGrid grid() {
        double step = (double) network.stride() * shape.size() / edge;
        return new MapGrid(cellsAcross(), step / 2 - 0.5, step);
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
        return network.cells(BackboneOps.one("prepared", scope, batch, edge, mean, factor), scope);
    }

    @Override
    public List<NDArray> state() {
        return moments.state();
    }

    @Override
    public Value describe(PatchGraph patches) {
        GraphBuilder graph = patches.builder();
        Value x = graph.pixels();
        if (edge != shape.size()) {
            x = graph.apply(new Operation.Resize(edge), x);
        }
        if (shape.channels() == 1) {
            x = graph.concat(1, x, x, x);
        }
        x = graph.multiply(graph.subtract(x, graph.constant(mean(), 3, 1, 1)), graph.constant(factor(), 3, 1, 1));
        return moments.describe(patches, network.describe(graph, x, cells()));
    }
}
