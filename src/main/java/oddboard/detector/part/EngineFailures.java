package oddboard.detector.part;

import ai.djl.engine.EngineException;
import java.util.Locale;
import java.util.function.Supplier;
import oddboard.detector.TrainingException;

/** Puts what the engine throws into words for the user. */
public final class EngineFailures {
    private EngineFailures() {}

    public static <T> T translated(Supplier<T> work) {
        try {
            return work.get();
        } catch (EngineException e) {
            throw cause(
                    outOfMemory(e)
                            ? memory()
                            : new TrainingException(
                                    "ENGINE",
                                    "The engine could not do a computation of this run; its worker's log says which."),
                    e);
        } catch (OutOfMemoryError e) {
            throw cause(memory(), e);
        }
    }

    private static TrainingException memory() {
        return new TrainingException(
                "OUT_OF_MEMORY",
                "The worker's memory ran out; try a smaller batch size or narrower "
                        + "widths, or a worker with more memory.");
    }

    private static TrainingException cause(TrainingException failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }

    private static boolean outOfMemory(Throwable e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("out of memory")
                || message.contains("can't allocate memory")
                || message.contains("bad_alloc");
    }
}
