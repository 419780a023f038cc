package oddboard.worker;

import java.time.Duration;
import oddboard.job.AttemptEnd;
import oddboard.job.JobContext;
import oddboard.job.RetryingTransaction;
import oddboard.job.Transitions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a canceled job whose handler does not return at once, because a large batch is computed in one piece. From then on the
 * attempt is LOST and writes nothing; its slot is free when the handler has returned.
 */
final class CancelDeadline {
    /** What a handler gets to return by itself; a cancellation takes effect within a second. */
    private static final Duration GRACE = Duration.ofMillis(400);

    private static final Logger LOG = LoggerFactory.getLogger(CancelDeadline.class);
    private final RetryingTransaction transaction;
    private final Transitions transitions;
    private final AttemptEnd end;
    private final Attempts attempts;

    CancelDeadline(RetryingTransaction transaction, Transitions transitions, AttemptEnd end, Attempts attempts) {
        this.transaction = transaction;
        this.transitions = transitions;
        this.end = end;
        this.attempts = attempts;
    }

    /** Returns at once. */
    void start(Attempt attempt) {
        Thread.ofPlatform().name("cancel-" + attempt.job()).daemon().start(() -> {
            try {
                Thread.sleep(GRACE);
                enforce(attempt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.warn("Job {} ends when its handler returns", attempt.job(), e);
            }
        });
    }

    private void enforce(Attempt attempt) {
        if (!attempts.all().contains(attempt) || attempt.isPublished()) {
            return;
        }
        transaction.run(() -> transitions
                .lock(attempt.job(), attempt.attempt())
                .filter(row -> row.cancelledBy() != null)
                .ifPresent(row -> {
                    end.cancel(row);
                    attempt.ask(JobContext.Stop.LOST);
                    LOG.info("Job {} is canceled; its last step ends without it", attempt.job());
                }));
    }
}
