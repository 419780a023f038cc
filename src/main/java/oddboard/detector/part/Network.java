package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import java.util.List;
import oddboard.detector.Dependence;
import oddboard.detector.GraphException;
import oddboard.detector.Value;

/** What a detector brings: the blocks, how one batch teaches them, and how an image is reconstructed. */
public interface Network {
    /** In the order in which weights are drawn and saved. */
    List<NetworkPart> parts();

    /**
     * Largest number of images to train at once on the CPU; larger batches are taken in micro-batches whose gradients add up.
     * Zero where a layer looks at the batch as a whole (BatchNorm), so that it may not be split.
     */
    int microBatchSize();

    /** How many images to score at once on the CPU: as many as stay in its cache; a single image costs as much as so many. */
    int scoringBatchSize();

    /** Not zero where the score depends on the images beside it: exactly so many are scored at once. */
    default int scoringBatch() {
        return 0;
    }

    /** What an image's score depends on. */
    default Dependence dependence() {
        return Dependence.IMAGE;
    }

    /**
     * Whether images lie in memory as they come, pixel by pixel with their channels side by side: quicker where the first
     * layer is a convolution, slower where it is linear. Their shape is [N, C, H, W] all the same.
     */
    default boolean channelsLast() {
        return false;
    }

    /** Computes the losses of one micro-batch of a batch and has the step minimize them. */
    void learn(TrainingStep step);

    /** [N, C, H, W] in -1..1 -> the same shape. */
    NDArray reconstruct(NDArray images, InferencePass pass);

    /**
     * The same as {@link #reconstruct}, described.
     *
     * @throws GraphException where the reconstruction is not a function of the image alone
     */
    Value describe(Value images, GraphPass pass);
}
