package oddboard.sweep;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep would be.
 *
 * @param plan all its runs, in order; of a sweep by successive halving those of the first round
 * @param rounds of such a sweep; else none
 * @param unknown runs on a version by a detector that nobody has trained there yet: nothing is known of their time
 * @param workSeconds of the other runs, on one slot; null where all are unknown
 * @param wallSeconds of the other runs, with as many at a time as the sweep and the present workers allow
 * @param atATime so many; 0 where no worker takes such runs now
 * @param measured earlier runs from which the times come
 */
public record SweepPreview(
        List<PlannedRun> plan,
        List<SweepRound> rounds,
        int combinations,
        int unknown,
        @Nullable Double workSeconds,
        @Nullable Double wallSeconds,
        int atATime,
        int measured) {}
