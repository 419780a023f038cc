package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** How an image's score comes from its map. */
enum Pooling {
    /** Mean of the largest hundredth, one value at least. */
    MAX,
    /** Mean of all values. */
    MEAN;

    private static final double TOP = 0.01;

    /** [N, P] -> float64 [N] */
    NDArray of(NDArray maps, NDManager scope) {
        long values = maps.getShape().get(1);
        return PatchOps.one("top", scope, maps, this == MEAN ? values : Math.max(1, Math.round(TOP * values)));
    }
}
