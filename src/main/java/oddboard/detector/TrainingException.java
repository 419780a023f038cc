package oddboard.detector;

/** Training can't continue; the message is a sentence for the user that says what happened and what to change. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    /** @param code {@code LOSS_NOT_FINITE}, {@code OUT_OF_MEMORY}, {@code TOO_FEW_IMAGES} or {@code ENGINE} */
    public TrainingException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
