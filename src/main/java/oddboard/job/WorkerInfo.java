package oddboard.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker process as it last reported itself.
 *
 * @param slots how many jobs that compute it does at the same time; how many of any kind where {@code importSlots} is 0, of
 *              which one may compute
 * @param busy of these slots
 * @param importSlots how many jobs that don't compute, above all imports, it does beside them
 * @param importing of these slots that are busy
 * @param scoringSlots how many jobs that score images it does beside all of them; 0 = they take the slots of imports
 * @param scoring of these slots that are busy
 * @param computes whether one of its jobs computes
 * @param draining it takes no more jobs: its process shuts down, or an administrator requested it to
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
        int importSlots,
        int importing,
        int scoringSlots,
        int scoring,
        boolean computes,
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

    /** The slots that a job of the lane may take. */
    public int slotsFor(JobLane lane) {
        if (isOwn(lane)) {
            return scoringSlots;
        }
        boolean computing = lane == JobLane.RUN;
        return computing && importSlots == 0 ? 1 : computing || importSlots == 0 ? slots : importSlots;
    }

    int freeFor(JobLane lane) {
        if (isOwn(lane)) {
            return Math.max(0, scoringSlots - scoring);
        }
        boolean computing = lane == JobLane.RUN;
        if (importSlots == 0) {
            return computing && computes ? 0 : Math.clamp((long) slots - busy, 0, slotsFor(lane));
        }
        return Math.max(0, computing ? slots - busy : importSlots - importing);
    }

    private boolean isOwn(JobLane lane) {
        return lane == JobLane.SCORING && scoringSlots > 0;
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
