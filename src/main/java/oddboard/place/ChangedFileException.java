package oddboard.place;

import java.io.IOException;

/** A file was written or removed between the listing and the end of reading it. */
public final class ChangedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    ChangedFileException(String path) {
        super(path + " changed while it was read");
    }
}
