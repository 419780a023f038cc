package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import oddboard.detector.Explanation;
import oddboard.detector.ImageSource;
import oddboard.detector.Progress;
import oddboard.detector.ScoreSink;
import oddboard.detector.TrainingException;

/** Scores images in order, a few at once. */
final class ScoringLoop {
    private ScoringLoop() {}

    /** @return false where it was stopped */
    static boolean run(NetworkModel model, ImageSource images, int first, ScoreSink sink, Progress progress) {
        int batch = model.scoringBatchSize();
        JniUtils.setGradMode(false);
        try (Batches batches = new Batches(
                images,
                model,
                batch,
                Stream.iterate(first, from -> from < images.count(), from -> from + batch)
                        .map(from -> batch(from, Math.min(images.count() - from, batch), model))
                        .iterator())) {
            for (int done = first; done < images.count(); ) {
                if (progress.stopRequested()) {
                    return false;
                }
                Batches.Loaded loaded = batches.take();
                int count = Math.min(images.count() - done, batch);
                score(model, loaded.images(), done, count, sink);
                batches.release(loaded);
                done += count;
                progress.images(0, done, images.count());
            }
            return true;
        }
    }

    /**
     * On a CPU always of the same size, the last image being repeated: the engine sums a smaller batch in another order, and an
     * image's score may not depend on how many are scored beside it.
     */
    private static MicroBatch batch(int from, int count, NetworkModel model) {
        int[] all = new int[model.fillsBatches() ? model.scoringBatchSize() : count];
        Arrays.setAll(all, i -> from + Math.min(i, count - 1));
        return new MicroBatch(0, 0, all, from, 1, true, true);
    }

    private static void score(NetworkModel model, NDArray images, int first, int count, ScoreSink sink) {
        int elements = model.shape().elements();
        try (NDManager scope = model.manager().newSubManager()) {
            images.attach(scope);
            NDArray out = model.network().reconstruct(images, new InferencePass(model.runner(), first));
            NDList evaluated = TorchOps.evaluate(out, images);
            double[] scores = evaluated.get(0).toDoubleArray();
            ByteBuffer reconstructions =
                    evaluated.get(1).toByteBuffer(!images.getDevice().isGpu());
            byte[] one = new byte[elements];
            for (int i = 0; i < count; i++) {
                if (!Double.isFinite(scores[i])) {
                    throw new TrainingException(
                            "LOSS_NOT_FINITE",
                            "Image " + (first + i) + " has no finite score: the "
                                    + "weights are too large; train again with a smaller learning rate.");
                }
                reconstructions.get(i * elements, one);
                sink.accept(first + i, scores[i], Explanation.reconstruction(one));
            }
        }
    }
}
