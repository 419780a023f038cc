package oddboard.common;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The object storage did not do what was asked; the message is a sentence that anybody may read. Unchecked, as what the
 * database throws: whoever reads a file must not take an outage for a bad file.
 */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean passing;

    /** @param passing whether the same call may work in a moment */
    public StorageException(String sentence, boolean passing, @Nullable Throwable cause) {
        super(sentence, cause);
        this.passing = passing;
    }

    public boolean isPassing() {
        return passing;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The one among the causes, the thrown one included. */
    public static Optional<StorageException> in(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StorageException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
