package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import oddboard.detector.Value;

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
        return PatchOps.one("top", scope, maps, count(values));
    }

    /** [N, values] -> [N] */
    Value describe(PatchGraph graph, Value maps, long values) {
        return graph.top(maps, count(values), values);
    }

    private long count(long values) {
        return this == MEAN ? values : Math.max(1, Math.round(TOP * values));
    }
}
