package oddboard.worker;

import java.time.Duration;
import java.util.Arrays;

/** The progress of an attempt: when it took its last step, and how long its steps usually take. Safe for several threads. */
final class ProgressIntervals {
    private final long[] lengths = new long[64];
    private long count;
    private long last;
    private boolean expected;

    /** @param more whether another step is to follow; what comes after the last one has no steps, and takes its time */
    synchronized void step(long now, boolean more) {
        if (expected) {
            lengths[(int) (count++ % lengths.length)] = now - last;
        }
        last = now;
        expected = more;
    }

    /** Since the last step; zero where none is expected. */
    synchronized Duration still(long now) {
        return expected ? Duration.ofNanos(now - last) : Duration.ZERO;
    }

    /** Of the latest steps; zero where none has been measured. */
    synchronized Duration median() {
        int known = (int) Math.min(count, lengths.length);
        if (known == 0) {
            return Duration.ZERO;
        }
        long[] sorted = Arrays.copyOf(lengths, known);
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[known / 2]);
    }
}
