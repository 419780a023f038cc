package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;

/** One micro-batch of one batch, as a network sees it while it learns. */
public final class TrainingStep {
    private final Optimization optimization;
    private final NDArray images;
    private final NDArray inputs;
    private final MicroBatch microBatch;

    TrainingStep(Optimization optimization, NDArray images, NDArray inputs, MicroBatch microBatch) {
        this.optimization = optimization;
        this.images = images;
        this.inputs = inputs;
        this.microBatch = microBatch;
    }

    /** What is to be reconstructed, [N, C, H, W] in -1..1. */
    public NDArray images() {
        return images;
    }

    /** The same images with the noise that the settings ask for. */
    public NDArray inputs() {
        return inputs;
    }

    /** Epoch being trained, from 0. */
    public int epoch() {
        return microBatch.epoch();
    }

    /** Share of the batch that this micro-batch is, above 0 and up to 1. */
    public double share() {
        return microBatch.share();
    }

    /** Runs a block in training mode. */
    public NDArray run(Block block, NDArray input) {
        return optimization.runner().run(block, input, true);
    }

    /** Runs a block in evaluation mode; no gradient flows through it. */
    public NDArray evaluate(Block block, NDArray input) {
        JniUtils.setGradMode(false);
        try {
            return optimization.runner().run(block, input, false);
        } finally {
            JniUtils.setGradMode(true);
        }
    }

    /** Updates what this optimizer trains: at once for a whole batch, with the last micro-batch of a larger one. */
    public void minimize(int optimizer, NDArray loss) {
        optimization.minimize(optimizer, loss, microBatch);
    }

    /** Reports a loss, a scalar; {@code loss} is the one by which the best epoch is chosen. */
    public void record(String name, NDArray loss) {
        optimization.record(name, loss, microBatch);
    }
}
