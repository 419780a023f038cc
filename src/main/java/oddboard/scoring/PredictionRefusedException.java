package oddboard.scoring;

/** An image can't be scored now; the message is one sentence for the user. */
public class PredictionRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** More images wait than the server takes. */
        BUSY,
        /** This user sends more images a second than one may. */
        TOO_FAST,
        /** No worker answered in time. */
        NO_WORKER
    }

    private final Reason reason;
    private final int retryAfter;

    PredictionRefusedException(Reason reason, int retryAfter, String message) {
        super(message);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** Seconds after which the same request may succeed. */
    public int retryAfter() {
        return retryAfter;
    }

    public Reason reason() {
        return reason;
    }
}
