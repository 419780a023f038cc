package oddboard.job;

import java.time.Instant;
import oddboard.account.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands.
 *
 * @param position 1-based place among the waiting jobs of its label; null unless it waits
 * @param waitReason a sentence that says what it waits for; null unless it waits
 * @param errorDetail a sentence for the user; null unless it failed
 * @param lost it runs, as far as anybody knows, but its worker has fallen silent: soon it is taken from it, or it speaks
 * @param tries how many tries count so far, the present one included: of {@code maxAttempts}; those that their worker left
 *     in order don't count, as they do for {@code attempt}
 * @param subject what it is about as far as everybody may know, also when the thing itself is deleted; empty where
 *     nobody said. {@link JobSubject} says more
 * @param estimatedStart null unless it waits, and where it is unknown
 */
public record Job(
        JobId id,
        String kind,
        String label,
        int priority,
        JobState state,
        int attempt,
        int maxAttempts,
        @Nullable String worker,
        boolean cancelRequested,
        long done,
        long total,
        String unit,
        @Nullable Integer position,
        @Nullable String waitReason,
        @Nullable String errorCode,
        @Nullable String errorDetail,
        UserId by,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        boolean lost,
        int tries,
        String subject,
        @Nullable Instant estimatedStart) {
    /** A job about which the queue itself has nothing more to say. */
    public Job(
            JobId id,
            String kind,
            String label,
            int priority,
            JobState state,
            int attempt,
            int maxAttempts,
            @Nullable String worker,
            boolean cancelRequested,
            long done,
            long total,
            String unit,
            @Nullable Integer position,
            @Nullable String waitReason,
            @Nullable String errorCode,
            @Nullable String errorDetail,
            UserId by,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {
        this(
                id,
                kind,
                label,
                priority,
                state,
                attempt,
                maxAttempts,
                worker,
                cancelRequested,
                done,
                total,
                unit,
                position,
                waitReason,
                errorCode,
                errorDetail,
                by,
                createdAt,
                startedAt,
                endedAt,
                false,
                attempt,
                "",
                null);
    }

    Job startingAt(@Nullable Instant start) {
        return new Job(
                id,
                kind,
                label,
                priority,
                state,
                attempt,
                maxAttempts,
                worker,
                cancelRequested,
                done,
                total,
                unit,
                position,
                waitReason,
                errorCode,
                errorDetail,
                by,
                createdAt,
                startedAt,
                endedAt,
                lost,
                tries,
                subject,
                start);
    }
}
