package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
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
        Schedule schedule = new Schedule(images.count(), model.scoringBatchSize(), model.scoringBatchSize());
        JniUtils.setGradMode(false);
        try (Batches batches = new Batches(
                images,
                model,
                schedule.maxMicroBatch(),
                schedule.inOrder().stream()
                        .filter(batch -> batch.images()[0] >= first)
                        .iterator())) {
            for (int done = first; done < images.count(); ) {
                if (progress.stopRequested()) {
                    return false;
                }
                Batches.Loaded loaded = batches.take();
                score(model, loaded.images(), done, sink);
                batches.release(loaded);
                done += loaded.microBatch().images().length;
                progress.images(0, done, images.count());
            }
            return true;
        }
    }

    private static void score(NetworkModel model, NDArray images, int first, ScoreSink sink) {
        int elements = model.shape().elements();
        try (NDManager scope = model.manager().newSubManager()) {
            images.attach(scope);
            NDArray out = model.network().reconstruct(images, new InferencePass(model.runner(), first));
            NDList evaluated = TorchOps.evaluate(out, images);
            double[] scores = evaluated.get(0).toDoubleArray();
            ByteBuffer reconstructions =
                    evaluated.get(1).toByteBuffer(!images.getDevice().isGpu());
            byte[] one = new byte[elements];
            for (int i = 0; i < scores.length; i++) {
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
