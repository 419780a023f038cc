package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.BooleanSupplier;
import oddboard.detector.MapGrid;
import oddboard.detector.Value;

/** What is remembered of the features of normal images, and how far an image is from it. */
interface Head {
    Features features();

    /** Where the values of {@link #score}'s map lie. */
    MapGrid grid();

    /** Numbers that the fitted head holds. */
    long parameters();

    /** Makes room for what {@link #observe} keeps of so many images. */
    void begin(int images);

    /**
     * Takes a batch in.
     *
     * @param x features [N, cells, depth]
     * @param first number of its first image among those observed, from 0
     */
    void observe(NDArray x, int first, NDManager scope);

    /**
     * Everything is observed: what takes long is computed, and nothing released yet.
     *
     * @return false where it was stopped; it can be called again
     */
    default boolean prepare(BooleanSupplier stopped) {
        return true;
    }

    /** Everything is observed and prepared: what the distances need is computed, the rest is dropped. */
    void finish();

    /** Share of the variance that a cell's place in the image explains, 0..1; 1 where the head does not ask for the place. */
    default double weight() {
        return 1;
    }

    Scored score(NDArray x, NDManager scope);

    /**
     * Arrays of a checkpoint; the same ones in the same order each time.
     *
     * @param finished whether {@link #finish} was called, or is regarded as called: they are filled afterwards then
     */
    List<NDArray> state(boolean finished);

    /** Scores float64 [N] and anomaly maps float32 [N, values of the grid] of a batch. */
    record Scored(NDArray scores, NDArray maps) {}

    /** The same as {@link #score}, described. */
    Described describe(PatchGraph graph, Value x);

    /** Score [N] and map [N, values of the grid]. */
    record Described(Value score, Value map) {}
}
