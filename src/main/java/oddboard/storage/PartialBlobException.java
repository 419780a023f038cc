package oddboard.storage;

import java.util.Objects;

/** Pieces that don't fit where they were sent; the message is a sentence. */
public final class PartialBlobException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PartialBlobException(String sentence) {
        super(sentence);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
