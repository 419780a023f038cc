package oddboard.detector.rotation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import oddboard.detector.GraphBuilder;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Progress;
import oddboard.detector.Value;
import oddboard.detector.part.NativeArrays;
import oddboard.detector.part.TorchOps;

/** Makes images small, standardizes them as the training images ask for, and turns them. */
final class Preparation {
    private static final int EDGE = RotationNetwork.EDGE;
    private static final int MEASURED = 500;
    /** Of 256 brightnesses; less than that is no contrast. */
    private static final double LEAST_DEVIATION = 1;

    private final ImageShape shape;
    private final float[] area;
    private final NDArray areas;
    /** Of each channel, [C, 1, 1]. */
    private final NDArray mean;

    private final NDArray factor;

    Preparation(NDManager manager, ImageShape shape) {
        this.shape = shape;
        area = area(shape.size());
        areas = NativeArrays.of(manager, new Shape(EDGE, shape.size()), area);
        mean = manager.zeros(new Shape(shape.channels(), 1, 1));
        factor = manager.ones(new Shape(shape.channels(), 1, 1));
    }

    /** What each of 32 pixels takes of {@code size} ones, row by row. */
    private static float[] area(int size) {
        float[] weights = new float[EDGE * size];
        double step = (double) size / EDGE;
        for (int i = 0; i < EDGE; i++) {
            for (int pixel = (int) (i * step); pixel < Math.min(size, (i + 1) * step); pixel++) {
                double covered = Math.min(pixel + 1, (i + 1) * step) - Math.max(pixel, i * step);
                weights[i * size + pixel] = (float) (covered / step);
            }
        }
        return weights;
    }

    /**
     * Means and deviations of the channels, from training images that are spread evenly.
     *
     * @return false where it was stopped
     */
    boolean measure(ImageSource train, NDManager manager, Progress progress) {
        int channels = shape.channels();
        long[] sums = new long[channels];
        long[] squares = new long[channels];
        byte[] image = new byte[shape.elements()];
        int measured = Math.min(MEASURED, train.count());
        for (int i = 0; i < measured; i++) {
            if (progress.stopRequested()) {
                return false;
            }
            train.read((int) ((long) i * train.count() / measured), ByteBuffer.wrap(image));
            for (int at = 0; at < image.length; at++) {
                long value = image[at] & 0xff;
                sums[at % channels] += value;
                squares[at % channels] += value * value;
            }
        }
        double pixels = (double) measured * shape.size() * shape.size();
        float[] means = new float[channels];
        float[] factors = new float[channels];
        for (int c = 0; c < channels; c++) {
            double of = sums[c] / pixels;
            means[c] = (float) of;
            factors[c] = (float) (1 / Math.max(LEAST_DEVIATION, Math.sqrt(Math.max(0, squares[c] / pixels - of * of))));
        }
        try (NDManager scope = manager.newSubManager()) {
            Shape each = mean.getShape();
            TorchOps.assign(
                    scope,
                    state(),
                    new NDList(NativeArrays.of(scope, each, means), NativeArrays.of(scope, each, factors)));
        }
        return true;
    }

    /** uint8 [N, S, S, C] -> float32 [N, C, 32, 32] */
    NDArray small(NDArray images, NDManager scope) {
        return RotationOps.one("small", scope, images, areas);
    }

    /** [N, C, 32, 32] -> [4 * N, C, 32, 32] */
    NDArray turned(NDArray small, NDManager scope) {
        return RotationOps.one("turned", scope, small, mean, factor);
    }

    NDList state() {
        return new NDList(mean, factor);
    }

    /** Both, described: [4 * N, C, 32, 32] from the graph's images. */
    Value describe(GraphBuilder graph) {
        Value x = graph.pixels();
        if (shape.size() != EDGE) {
            x = graph.inBothDirections(x, area, EDGE);
        }
        x = graph.multiply(graph.subtract(x, constant(graph, mean)), constant(graph, factor));
        Value upright = x;
        Turns turns = new Turns(graph, EDGE);
        Value[] turned = new Value[RotationNetwork.ROTATIONS];
        Arrays.setAll(turned, quarters -> turns.of(upright, quarters, 0, 1, 3, 2));
        return graph.reshape(graph.concat(1, turned), -1, shape.channels(), EDGE, EDGE);
    }

    private static Value constant(GraphBuilder graph, NDArray array) {
        return graph.constant(() -> NativeArrays.bytes(array), array.getShape().getShape());
    }
}
