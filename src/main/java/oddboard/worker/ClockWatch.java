package oddboard.worker;

import java.time.Duration;
import java.time.InstantSource;
import oddboard.job.WorkerInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares this process's clock with the database's: Quartz compares the clocks of nodes, so a wrong one does harm. */
final class ClockWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    static final Duration WARN = Duration.ofSeconds(1);
    // An answer that was long under way says little; the better of a few is taken.
    private static final long GOOD_ROUND_TRIP = 200;
    private static final int TRIES = 3;
    private final JdbcClient sql;
    private final InstantSource clock;
    private volatile long offset;
    private boolean reported;

    ClockWatch(JdbcClient sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    private record Reading(long offset, long roundTrip) {
        /** The least that the clock can be off, whenever in the round trip the database looked at its own. */
        long atLeast() {
            return Math.max(0, Math.abs(offset) - roundTrip / 2);
        }
    }

    /** Looks at both clocks; returns how many milliseconds this process's is ahead. */
    long look() {
        Reading best = read();
        for (int i = 1; i < TRIES && best.roundTrip > GOOD_ROUND_TRIP; i++) {
            Reading next = read();
            best = next.roundTrip < best.roundTrip ? next : best;
        }
        boolean far = best.atLeast() > WARN.toMillis();
        if (far && !reported) {
            LOG.warn(
                    "The clock of this machine is {} ms {} the database's; it should be set right",
                    Math.abs(best.offset),
                    best.offset > 0 ? "ahead of" : "behind");
        }
        reported = far;
        offset = best.offset;
        return best.offset;
    }

    private Reading read() {
        long before = clock.millis();
        double database = sql.sql("select extract(epoch from clock_timestamp()) * 1000")
                .query(Double.class)
                .single();
        long after = clock.millis();
        // Set back in between: what is left is the time after.
        long roundTrip = Math.max(0, after - before);
        return new Reading(after - roundTrip / 2 - Math.round(database), roundTrip);
    }

    /** Whether this worker may take jobs, as of the last look. */
    public boolean isRight() {
        return WorkerInfo.isClockRight(offset);
    }
}
