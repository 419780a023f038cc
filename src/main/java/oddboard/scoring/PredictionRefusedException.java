package oddboard.scoring;

/** An image can't be scored now; the message is one sentence for the user. */
public class PredictionRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** More images wait than the server takes. */
        BUSY,
        /** No worker answered in time. */
        NO_WORKER
    }

    private final Reason reason;

    PredictionRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
