package oddboard.detector;

import ai.djl.engine.EngineException;
import java.util.function.Supplier;

/** Puts what the engine throws into words for the user. */
public final class EngineFailures {
    private EngineFailures() {}

    public static <T> T translated(Supplier<T> work) {
        try {
            return work.get();
        } catch (EngineException e) {
            throw of(e, "The engine could not do a computation of this run; its worker's log says which.");
        } catch (OutOfMemoryError e) {
            throw of(e, "");
        }
    }

    /** @param otherwise what to say where memory did not run out */
    public static TrainingException of(Throwable cause, String otherwise) {
        TrainingException failure = MemoryShortage.is(cause)
                ? new TrainingException(
                        "OUT_OF_MEMORY",
                        "The worker's memory ran out; try a smaller batch size, smaller images or narrower widths, or a"
                                + " worker with more memory.")
                : new TrainingException("ENGINE", otherwise);
        failure.initCause(cause);
        return failure;
    }
}
