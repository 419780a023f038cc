package oddboard.detector.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import oddboard.detector.GraphBuilder;
import oddboard.detector.Value;

/** A frozen network with maps at a quarter, an eighth and a sixteenth of its input's edge. */
interface MapNetwork {
    /** Channels of a map, from 0. */
    int channels(int map);

    /** Numbers that it holds. */
    long parameters();

    /** float32 [N, 3, e, e], e a multiple of 16 -> the maps [N, channels, e / 4, e / 4] and so on, as many as are wanted. */
    List<NDArray> maps(NDArray x, NDManager scope);

    /** The same, described. */
    List<Value> describe(GraphBuilder graph, Value x);
}
