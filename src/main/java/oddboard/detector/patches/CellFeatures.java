package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import oddboard.detector.ImageShape;
import oddboard.detector.MapGrid;
import oddboard.detector.Value;
import oddboard.detector.part.NativeArrays;
import org.jspecify.annotations.Nullable;

/**
 * Cells of 8 x 8 pixels of an image made smaller: the patch itself on the first principal axes of all patches, histograms of
 * gradients (Dalal and Triggs, 2005) with the mean color, or both.
 */
final class CellFeatures implements Features {
    private static final int CELL = 8;
    private static final double FLOOR = 0.01;
    private static final int PATCHES = 30_000;
    /** Bins of the histogram and its strength, beside the colors. */
    private static final int HISTOGRAM = 13;

    /** What describes a cell. */
    enum Kind {
        RAW(true, false),
        HOG(false, true),
        BOTH(true, true),
        /** Raw patches whose colors are decorrelated first, so that hues count as much as light and dark. */
        COLOR(true, false);

        private final boolean raw;
        private final boolean hog;

        Kind(boolean raw, boolean hog) {
            this.raw = raw;
            this.hog = hog;
        }
    }

    private final int channels;
    private final int scale;
    private final int pixels;
    private final int stride;
    private final int edge;
    private final @Nullable Moments histograms;
    private final @Nullable PatchAxes axes;

    /**
     * @param scale pixels of the image for one of the smaller one, in each direction
     * @param stride pixels of the smaller image between neighboring cells
     */
    CellFeatures(NDManager manager, ImageShape shape, Kind kind, int scale, int stride) {
        this.scale = scale;
        channels = shape.channels();
        pixels = shape.size() / scale;
        this.stride = stride;
        edge = (pixels - CELL) / stride + 1;
        histograms = kind.hog ? new Moments(manager, HISTOGRAM + channels, FLOOR) : null;
        axes = kind.raw ? new PatchAxes(manager, channels, kind == Kind.COLOR) : null;
    }

    @Override
    public int cells() {
        return edge * edge;
    }

    @Override
    public int depth() {
        return (axes == null ? 0 : PatchAxes.COUNT) + (histograms == null ? 0 : HISTOGRAM + channels);
    }

    @Override
    public MapGrid grid() {
        return new MapGrid(edge, CELL / 2.0 * scale - 0.5, (double) stride * scale);
    }

    @Override
    public void begin() {
        if (histograms != null) {
            histograms.begin();
        }
        if (axes != null) {
            axes.begin();
        }
    }

    @Override
    public void sample(NDArray batch, int images, SplittableRandom random, NDManager scope) {
        NDArray x = PatchOps.one("pooled", scope, batch, scale);
        if (histograms != null) {
            histograms.add(PatchOps.one("gradients", scope, x, stride), scope);
        }
        if (axes != null) {
            int each = Math.max(1, PATCHES / images);
            ByteBuffer places = NativeArrays.direct(8L * x.getShape().get(0) * each);
            while (places.hasRemaining()) {
                places.putLong(random.nextInt(edge * edge));
            }
            places.rewind();
            NDArray cells = NativeArrays.over(scope, places, new Shape(places.capacity() / 8), DataType.INT64);
            axes.add(PatchOps.one("drawn", scope, x, cells, stride), scope);
        }
    }

    @Override
    public void settle() {
        if (histograms != null) {
            histograms.settle();
        }
        if (axes != null) {
            axes.settle();
        }
    }

    @Override
    public NDArray of(NDArray batch, NDManager scope) {
        NDArray x = PatchOps.one("pooled", scope, batch, scale);
        NDList parts = new NDList();
        if (axes != null) {
            parts.add(PatchOps.one("projected", scope, x, axes.kernels(), axes.offset(), stride));
        }
        if (histograms != null) {
            parts.add(histograms.standardized(PatchOps.one("gradients", scope, x, stride), scope));
        }
        return parts.size() == 1 ? parts.head() : PatchOps.one("joined", scope, parts);
    }

    @Override
    public List<NDArray> state() {
        List<NDArray> state = new ArrayList<>();
        if (histograms != null) {
            state.addAll(histograms.state());
        }
        if (axes != null) {
            state.addAll(axes.state());
        }
        return state;
    }

    @Override
    public Value describe(PatchGraph graph) {
        Value x = graph.pooled(scale);
        List<Value> parts = new ArrayList<>();
        if (axes != null) {
            parts.add(graph.projected(x, axes, stride, pixels));
        }
        if (histograms != null) {
            parts.add(histograms.describe(graph, graph.gradients(x, pixels, channels, stride)));
        }
        return graph.builder().concat(2, parts.toArray(Value[]::new));
    }
}
