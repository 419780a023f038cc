package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

/** One scoring pass over a few images, in evaluation mode. */
public final class Pass {
    private final ParameterStore store;
    private final int firstImage;

    Pass(ParameterStore store, int firstImage) {
        this.store = store;
        this.firstImage = firstImage;
    }

    public NDArray run(Block block, NDArray input) {
        return block.forward(store, new NDList(input), false).head();
    }

    /** In training mode: BatchNorm takes mean and variance from these images. */
    public NDArray runOnBatchStatistics(Block block, NDArray input) {
        return block.forward(store, new NDList(input), true).head();
    }

    /** Index of the first image, so that what is drawn for an image does not depend on how they are grouped. */
    public int firstImage() {
        return firstImage;
    }
}
