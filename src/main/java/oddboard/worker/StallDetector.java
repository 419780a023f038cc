package oddboard.worker;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Finds attempts that no longer take steps though the process lives. A handler that never reports its progress, or has reported
 * all of it, is not expected to take any.
 */
final class StallDetector {
    /** ProgressIntervals differ in length: the first after a checkpoint, the last of an epoch. */
    private static final int TYPICAL_STEPS = 20;

    private static final Duration GAP = Duration.ofSeconds(15);
    private final Attempts attempts;
    private final Duration shortest;
    private final LongSupplier nanoTime;
    private final BiConsumer<Attempt, Duration> found;
    private final Set<Attempt> reported = Collections.newSetFromMap(new WeakHashMap<>());
    private long lastBeat;
    private long watchingSince;

    /**
     * @param shortest an attempt counts as stalled after at least so long, and longer where the steps are long
     * @param found called once for each attempt, with the time since its last step
     */
    StallDetector(Attempts attempts, Duration shortest, LongSupplier nanoTime, BiConsumer<Attempt, Duration> found) {
        this.attempts = attempts;
        this.shortest = shortest;
        this.nanoTime = nanoTime;
        this.found = found;
        lastBeat = nanoTime.getAsLong();
        watchingSince = lastBeat;
    }

    /** Called at each heartbeat that reached the database: while it is away, or this process was frozen, steps may wait. */
    void beat() {
        long now = nanoTime.getAsLong();
        if (now - lastBeat > GAP.toNanos()) {
            watchingSince = now;
        }
        lastBeat = now;
        for (Attempt attempt : attempts.all()) {
            Duration still = min(attempt.steps().still(now), Duration.ofNanos(now - watchingSince));
            Duration limit = max(shortest, attempt.steps().median().multipliedBy(TYPICAL_STEPS));
            if (still.compareTo(limit) > 0 && reported.add(attempt)) {
                found.accept(attempt, still);
            }
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
