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
        @Nullable Instant endedAt) {}
