package oddboard.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A locked row of a running job: what decides how its attempt ends. */
public record ClaimedJob(
        JobId id,
        String kind,
        String label,
        int priority,
        int attempt,
        int lostAttempts,
        int failedAttempts,
        int maxAttempts,
        @Nullable String worker,
        @Nullable String cancelledBy,
        Instant startAfter) {
    public static final String COLUMNS = """
            job.id, job.kind, job.label, job.priority, job.attempt, job.lost_attempts, job.failed_attempts,
            job.max_attempts, job.worker, job.cancel_requested_by, job.start_after""";

    public static ClaimedJob read(ResultSet row, int number) throws SQLException {
        return new ClaimedJob(
                new JobId(row.getLong("id")),
                row.getString("kind"),
                row.getString("label"),
                row.getInt("priority"),
                row.getInt("attempt"),
                row.getInt("lost_attempts"),
                row.getInt("failed_attempts"),
                row.getInt("max_attempts"),
                row.getString("worker"),
                row.getString("cancel_requested_by"),
                row.getTimestamp("start_after").toInstant());
    }

    /** Whether one more try that ends badly was the last. */
    boolean isLastTry() {
        return lostAttempts + failedAttempts + 1 >= maxAttempts;
    }
}
