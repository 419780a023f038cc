package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.SplittableRandom;
import oddboard.detector.MapGrid;
import oddboard.detector.Value;

/** Numbers that describe each cell of an image, scaled by what a sample of the training images showed. */
public interface Features {
    /** Cells of an image. */
    int cells();

    /** Numbers of a cell. */
    int depth();

    /** Numbers of a network that they come from; usually none. */
    default long frozenParameters() {
        return 0;
    }

    /** Where the cells lie. */
    MapGrid grid();

    /** A sample begins; what was sampled before is forgotten. */
    void begin();

    /** Takes a batch of the sample in: uint8 [N, S, S, C], {@code images} of all in the sample. */
    void sample(NDArray batch, int images, SplittableRandom random, NDManager scope);

    /** The sample is complete: scales follow. */
    void settle();

    /** uint8 [N, S, S, C] -> float32 [N, cells, depth] */
    NDArray of(NDArray batch, NDManager scope);

    /** What {@link #settle} has made, for checkpoints; always the same arrays. */
    List<NDArray> state();

    /** The same as {@link #of}, described: [N, cells, depth]. */
    Value describe(PatchGraph graph);
}
