package oddboard.common;

/** What exists now forbids what a user asked for; the message says why and what to do in one sentence. */
public class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String STATE_FORBIDS = "STATE_FORBIDS";
    private final String code;

    /** The thing's own state forbids it, such as cancelling what has ended. */
    public ConflictException(String sentence) {
        this(STATE_FORBIDS, sentence);
    }

    /** @param code stable, such as {@code QUEUE_LIMIT} */
    public ConflictException(String code, String sentence) {
        super(sentence);
        this.code = code;
    }

    /** @param cause for the log, where it is more than a user's mistake */
    public ConflictException(String sentence, Throwable cause) {
        super(sentence, cause);
        this.code = STATE_FORBIDS;
    }

    public final String code() {
        return code;
    }
}
