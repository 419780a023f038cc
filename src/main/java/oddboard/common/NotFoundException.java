package oddboard.common;

/** There is no such thing, or it is none that the user may see; the message says so in one sentence. */
public final class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String sentence) {
        super(sentence);
    }

    /** Stable, as {@link InputException#code()} is. */
    public String code() {
        return "NOT_FOUND";
    }
}
