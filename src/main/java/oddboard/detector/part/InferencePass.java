package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;

/** One scoring pass over a few images, in evaluation mode. */
public final class InferencePass {
    private final Runner runner;
    private final int firstImage;

    InferencePass(Runner runner, int firstImage) {
        this.runner = runner;
        this.firstImage = firstImage;
    }

    public NDArray run(Block block, NDArray input) {
        return runner.run(block, input, false);
    }

    /** In training mode: BatchNorm takes mean and variance from these images. */
    public NDArray runOnBatchStatistics(Block block, NDArray input) {
        return runner.run(block, input, true);
    }

    /** Index of the first image, so that what is drawn for an image does not depend on how they are grouped. */
    public int firstImage() {
        return firstImage;
    }
}
