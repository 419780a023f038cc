package oddboard.storage;

import java.io.IOException;

/** The store's disk is full; the message is a sentence. */
public final class NoSpaceException extends IOException {
    private static final long serialVersionUID = 1L;

    NoSpaceException(Throwable cause) {
        super("The server's disk is full; nothing of this was stored. Free some space, then try again.", cause);
    }
}
