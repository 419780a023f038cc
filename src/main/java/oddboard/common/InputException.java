package oddboard.common;

import java.util.Objects;

/** What a user sent can't be taken; the message names the file and the fault in one sentence. */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final String file;
    private final String entry;

    /**
     * @param code stable, such as {@code NPY_TRUNCATED}
     * @param file the upload's name
     * @param entry the entry within an archive, or empty
     */
    public InputException(String code, String file, String entry, String message) {
        super(message);
        this.code = code;
        this.file = file;
        this.entry = entry;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public String code() {
        return code;
    }

    public String file() {
        return file;
    }

    public String entry() {
        return entry;
    }
}
