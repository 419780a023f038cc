package oddboard.job;

import java.time.Instant;
import oddboard.account.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands.
 *
 * @param attempt 1 = the first; 0 before it
 * @param place null unless it waits
 * @param failure null unless it failed
 */
public record Job(
        JobId id,
        JobState state,
        int attempt,
        boolean cancelRequested,
        Request request,
        Execution execution,
        JobProgress progress,
        @Nullable QueuePlace place,
        @Nullable Failure failure) {

    /**
     * What somebody wants done.
     *
     * @param subject what it is about as far as everybody may know, also when the thing itself is deleted; empty where
     *     nobody said. {@link JobSubject} says more
     */
    public record Request(String kind, String label, int priority, UserId by, Instant createdAt, String subject) {}

    /**
     * Who does it, or did it last.
     *
     * @param lost it runs, as far as anybody knows, but its worker has fallen silent: soon it is taken from it, or it speaks
     * @param tries how many tries count so far, the present one included: of {@code maxAttempts}; those that their worker
     *     left in order don't count, as they do for {@code attempt}
     */
    public record Execution(
            @Nullable String worker,
            boolean lost,
            int tries,
            int maxAttempts,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    /**
     * Its place in the queue.
     *
     * @param position 1-based, among the waiting jobs of its label
     * @param waitReason a sentence that says what it waits for
     * @param estimatedStart null where it is unknown
     */
    public record QueuePlace(
            int position, String waitReason, @Nullable Instant estimatedStart) {}

    /**
     * Why it failed.
     *
     * @param detail a sentence for the user
     */
    public record Failure(String code, String detail) {}

    /** Null unless it waits. */
    public @Nullable Integer position() {
        return place == null ? null : place.position;
    }

    /** Null unless it waits. */
    public @Nullable String waitReason() {
        return place == null ? null : place.waitReason;
    }

    /** Null unless it waits, and where it is unknown. */
    public @Nullable Instant estimatedStart() {
        return place == null ? null : place.estimatedStart;
    }

    /** Null unless it failed. */
    public @Nullable String errorCode() {
        return failure == null ? null : failure.code;
    }

    /** Null unless it failed. */
    public @Nullable String errorDetail() {
        return failure == null ? null : failure.detail;
    }

    /** Itself where it does not wait. */
    Job startingAt(@Nullable Instant start) {
        return place == null
                ? this
                : new Job(
                        id,
                        state,
                        attempt,
                        cancelRequested,
                        request,
                        execution,
                        progress,
                        new QueuePlace(place.position, place.waitReason, start),
                        failure);
    }
}
