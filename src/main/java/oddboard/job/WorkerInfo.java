package oddboard.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker process as it last told of itself.
 *
 * @param alive its heartbeat is fresh
 * @param clockOffset by how many milliseconds its clock is ahead of the database's; negative where it is behind
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
        @Nullable WorkerSample sample) {
    /** Whether its clock is so far off that it takes no job. */
    public boolean clockIsWrong() {
        return !ClockWatch.isRight(clockOffset);
    }
}
