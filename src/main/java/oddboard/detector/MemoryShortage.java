package oddboard.detector;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Knows that memory ran out: Java's, the machine's, or a GPU's, as the engine and its libraries say it. */
final class MemoryShortage {
    /** Of libtorch's allocators on CPU (Linux, Windows) and GPUs, C++, cuBLAS, cuDNN and oneDNN, in small letters. */
    private static final List<String> WORDS = List.of(
            "out of memory",
            "can't allocate memory",
            "cannot allocate memory",
            "not enough memory",
            "bad_alloc",
            "status_alloc_failed",
            "unable to find a valid cudnn algorithm",
            "unable to find an engine to execute this computation",
            "could not create a memory object",
            "could not create a primitive",
            "could not execute a primitive",
            "storage size calculation overflowed",
            "invalid buffer size");

    private MemoryShortage() {}

    static boolean is(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (cause instanceof OutOfMemoryError || WORDS.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }
}
