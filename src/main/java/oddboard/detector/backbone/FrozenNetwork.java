package oddboard.detector.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import oddboard.detector.GraphBuilder;
import oddboard.detector.Value;

/** A network that is not trained here, by what it says of an image's cells. */
interface FrozenNetwork {
    /** Pixels of its input for a cell, in each direction. */
    int stride();

    /** Numbers of a cell. */
    int depth();

    /** Numbers that it holds. */
    long parameters();

    /** float32 [N, 3, e, e], standardized -> [N, (e / stride)^2, depth] */
    NDArray cells(NDArray x, NDManager scope);

    /**
     * The same, described.
     *
     * @param cells of an image
     */
    Value describe(GraphBuilder graph, Value x, int cells);
}
