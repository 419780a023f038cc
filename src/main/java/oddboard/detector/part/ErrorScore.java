package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import oddboard.detector.Explanation;
import oddboard.detector.GraphBuilder;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Operation;
import oddboard.detector.Operation.Reduction;
import oddboard.detector.Operation.Unary;
import oddboard.detector.Progress;
import oddboard.detector.ScoreSink;
import oddboard.detector.Settings;
import oddboard.detector.TrainingException;
import oddboard.detector.Value;
import org.jspecify.annotations.Nullable;

/** Makes an image's score of its reconstruction error, in the way that the setting {@code score} names. */
final class ErrorScore {
    private static final int WINDOW = 5;
    private static final int MOST_MEASURED = 10_000;
    private final NDManager manager;

    /** What each pixel's squared error usually is, [1, 1, H, W]; null where it does not count. */
    private final @Nullable NDArray usual;

    private boolean measured;

    ErrorScore(NDManager manager, Settings settings, ImageShape shape) {
        this.manager = manager;
        usual = settings.choice("score").equals("normalized")
                ? manager.ones(new Shape(1, 1, shape.size(), shape.size()))
                : null;
    }

    /** The network changes: what was measured holds no more. */
    void forget() {
        measured = false;
    }

    /**
     * Measures usual errors, unless that is done or they do not count.
     *
     * @return false where it was stopped
     */
    boolean measure(NetworkModel model, ImageSource images, Progress progress) {
        NDArray present = usual;
        if (measured || present == null || images.count() == 0) {
            return true;
        }
        ImageSource some = new SomeImages(images, Math.min(MOST_MEASURED, images.count()));
        try (NDManager scope = manager.newSubManager()) {
            NDArray sums = scope.zeros(present.getShape(), DataType.FLOAT64);
            boolean done = model.reconstruct(
                    some,
                    0,
                    (batch, out) -> TorchOps.addErrors(out.getManager(), sums, out, batch.images(), batch.count()),
                    new Validation.Stopping(progress));
            if (!done) {
                return false;
            }
            TorchOps.usualErrors(scope, present, sums, some.count());
        }
        measured = true;
        progress.log(String.format(Locale.ROOT, "usual error of each pixel measured on %,d images", some.count()));
        return true;
    }

    void score(NetworkModel model, ScoringLoop.Batch batch, NDArray out, ScoreSink sink) {
        int elements = model.shape().elements();
        NDList evaluated = usual == null
                ? TorchOps.evaluate(out, batch.images())
                : TorchOps.evaluateWorst(out, batch.images(), usual);
        double[] scores = evaluated.get(0).toDoubleArray();
        ByteBuffer reconstructions =
                evaluated.get(1).toByteBuffer(!out.getDevice().isGpu());
        byte[] one = new byte[elements];
        for (int i = 0; i < batch.count(); i++) {
            if (!Double.isFinite(scores[i])) {
                throw new TrainingException(
                        "LOSS_NOT_FINITE",
                        "Image " + (batch.first() + i) + " has no finite score: the "
                                + "weights are too large; train again with a smaller learning rate.");
            }
            reconstructions.get(i * elements, one);
            sink.accept(batch.first() + i, scores[i], Explanation.reconstruction(one));
        }
    }

    /** @param difference [N, C, H, W] */
    Value describe(GraphBuilder graph, Value difference) {
        NDArray present = usual;
        if (present == null) {
            return graph.norm(difference, 1, 2, 3);
        }
        Value squares = graph.apply(
                new Operation.Reduce(Reduction.MEAN, List.of(1), true), graph.multiply(difference, difference));
        Value relative = graph.divide(
                squares,
                graph.constant(
                        () -> NativeArrays.bytes(present), present.getShape().getShape()));
        Value smooth = graph.apply(new Operation.AveragePool(WINDOW, 1), relative);
        return graph.apply(Unary.SQRT, graph.reduce(Reduction.MAX, smooth, 1, 2, 3));
    }

    // Checkpoints without usual errors stay as earlier versions wrote them.
    void write(DataOutputStream out) throws IOException {
        if (usual != null) {
            out.writeBoolean(measured);
            CheckpointFile.writeArray(manager, usual, out);
        }
    }

    void read(DataInputStream in) throws IOException {
        if (usual != null) {
            measured = in.readBoolean();
            CheckpointFile.readArray(manager, usual, in);
        }
    }

    /** So many images of a source, spread evenly. */
    private record SomeImages(ImageSource all, int count) implements ImageSource {
        @Override
        public ImageShape shape() {
            return all.shape();
        }

        @Override
        public void read(int index, ByteBuffer to) {
            all.read((int) ((long) index * all.count() / count), to);
        }
    }
}
