package oddboard.job;

import org.jspecify.annotations.Nullable;

/** A job can't be done; the message is one sentence for the user. */
public class JobFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final boolean retry;

    /** @param retry true for passing trouble (lost connection, full disk), false where a second try would end the same */
    public JobFailure(String code, String message, boolean retry) {
        this(code, message, retry, null);
    }

    /** @param cause for the log; null where there is none */
    public JobFailure(String code, String message, boolean retry, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retry = retry;
    }

    public String code() {
        return code;
    }

    public boolean retry() {
        return retry;
    }
}
