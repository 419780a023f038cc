package oddboard.worker;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker that has a free slot and yet never looks for a job is broken, though its heart beats: it should leave. */
final class IntakeWatchdog {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeWatchdog.class);
    private static final Duration MAX_LENGTH = Duration.ofMinutes(2);
    private static final Duration GAP = Duration.ofSeconds(15);
    private final int slots;
    private final LongSupplier lastLook;
    private final LongSupplier nanoTime;
    private final Runnable leave;
    private long lastBeat;
    private long mayLookSince;
    private boolean reported;

    /** @param lastLook when the scheduler last requested a job, in nanoTime's terms */
    IntakeWatchdog(int slots, LongSupplier lastLook, LongSupplier nanoTime, Runnable leave) {
        this.slots = slots;
        this.lastLook = lastLook;
        this.nanoTime = nanoTime;
        this.leave = leave;
        lastBeat = nanoTime.getAsLong();
        mayLookSince = lastBeat;
    }

    /** Called at each heartbeat that reached the database. */
    void beat(int busy) {
        long now = nanoTime.getAsLong();
        if (busy >= slots || now - lastBeat > GAP.toNanos()) {
            mayLookSince = now;
        }
        lastBeat = now;
        long since = Math.min(now - mayLookSince, now - lastLook.getAsLong());
        if (since > MAX_LENGTH.toNanos() && !reported) {
            reported = true;
            LOG.error(
                    "This worker has not looked for a job for {} s though it has a free slot; it leaves",
                    Duration.ofNanos(since).toSeconds());
            leave.run();
        }
    }
}
