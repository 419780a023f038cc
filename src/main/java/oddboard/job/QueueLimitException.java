package oddboard.job;

/** A user has as many jobs waiting as one may have; the message says so in a sentence. */
public final class QueueLimitException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    QueueLimitException(long limit) {
        super("You have " + limit
                + " jobs waiting, the most that one user may have; wait until some have started, or cancel" + " some.");
    }
}
