package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.stream.Stream;
import oddboard.detector.ImageSource;
import oddboard.detector.Progress;

/** Reconstructs images in order, a few at once. */
final class ScoringLoop {
    private ScoringLoop() {}

    /**
     * Images that are put through the network at once.
     *
     * @param images [N, C, H, W] in -1..1
     * @param first place of the first in the source
     * @param count so many of them count, up to N
     */
    record Batch(NDArray images, int first, int count) {}

    /** Takes a batch and its reconstruction, which are gone afterwards. */
    @FunctionalInterface
    interface Step {
        void of(Batch batch, NDArray reconstruction);
    }

    /** @return false where it was stopped */
    static boolean run(NetworkModel model, ImageSource images, int first, Step step, Progress progress) {
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
                reconstruct(model, loaded.images(), done, count, step);
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

    private static void reconstruct(NetworkModel model, NDArray images, int first, int count, Step step) {
        try (NDManager scope = model.manager().newSubManager()) {
            images.attach(scope);
            step.of(
                    new Batch(images, first, count),
                    model.network().reconstruct(images, new InferencePass(model.runner(), first)));
        }
    }
}
