package oddboard.job;

import oddboard.common.ConflictException;

/** A user has as many jobs waiting as one may have; the message says so in a sentence. */
public final class QueueLimitException extends ConflictException {
    private static final long serialVersionUID = 1L;

    QueueLimitException(long limit) {
        super(
                "QUEUE_LIMIT",
                "You have " + limit
                        + " jobs waiting, the most that one user may have; wait until some have started, or cancel"
                        + " some.");
    }
}
