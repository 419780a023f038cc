package oddboard.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker process as it last reported itself.
 *
 * @param draining it takes no more jobs: its process is leaving, or an administrator requested it to
 * @param alive its heartbeat is fresh
 * @param clockOffset by how many milliseconds its clock is ahead of the database's; negative where it is behind
 * @param drain what an administrator requested
 * @param drainedBy the administrator's name; null where nobody requested it
 * @param sample null until it has measured anything
 */
public record WorkerInfo(
        String id,
        String host,
        long pid,
        List<String> labels,
        int slots,
        int busy,
        String device,
        String version,
        boolean draining,
        boolean alive,
        Instant startedAt,
        Instant lastHeartbeat,
        long clockOffset,
        Drain drain,
        @Nullable String drainedBy,
        @Nullable WorkerSample sample) {
    /** Milliseconds that a clock may be off before its worker takes no more jobs. */
    public static final long MAX_CLOCK_OFFSET = 5_000;

    /** @param offset in milliseconds */
    public static boolean isClockRight(long offset) {
        return Math.abs(offset) <= MAX_CLOCK_OFFSET;
    }

    /** Whether its clock is so far off that it takes no job. */
    public boolean clockIsWrong() {
        return !isClockRight(clockOffset);
    }

    /** Whether the worker is to take no more jobs: not at all, after what it runs now, or at once. */
    public enum Drain {
        NONE,
        FINISH,
        NOW
    }
}
