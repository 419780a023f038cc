package oddboard.detector;

import java.util.Objects;

/** A file of a network can't be used; the message is one sentence for the user with the file's name. */
public final class NetworkFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NetworkFileException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
