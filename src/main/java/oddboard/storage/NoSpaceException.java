package oddboard.storage;

import java.io.IOException;
import java.sql.SQLException;

/** The store's disk is full; the message is a sentence. */
public final class NoSpaceException extends IOException {
    private static final long serialVersionUID = 1L;

    static final String DISK_FULL = "53100";

    /** In time: the database has not met the end of its disk, and is not to. */
    NoSpaceException() {
        this(new SQLException("the disk's free space is below what stays free", DISK_FULL));
    }

    NoSpaceException(Throwable cause) {
        super("The server's disk is full; nothing of this was stored. Free some space, then try again.", cause);
    }
}
