package oddboard.sweep;

import java.util.List;
import java.util.Map;
import oddboard.dataset.InputChoice;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;

/**
 * A sweep to start: every version by every detector by every combination of settings by every seed.
 *
 * @param name shown in lists; empty = the program makes one of what is swept
 * @param settings by name; a detector without such a setting leaves it out, and the defaults stand for the rest
 * @param seeds of training; empty = each detector's default
 * @param draws combinations a detector, of a RANDOM sweep
 * @param drawSeed the same one draws the same combinations
 * @param parallelism so many of its runs wait or run at a time
 * @param label resource label of the workers; empty = whatever workers there are
 * @param halving how the better combinations are trained longer; null = all are trained in full
 * @param input what the detectors of all its runs see of the images; null = each version's packed squares
 */
public record SweepSpec(
        String name,
        List<VersionId> versions,
        List<String> detectors,
        Map<String, Axis> settings,
        List<Long> seeds,
        Method method,
        int draws,
        long drawSeed,
        int parallelism,
        int priority,
        String label,
        List<String> tags,
        @Nullable InputChoice input,
        @Nullable Halving halving) {
    public SweepSpec(
            String name,
            List<VersionId> versions,
            List<String> detectors,
            Map<String, Axis> settings,
            List<Long> seeds,
            Method method,
            int draws,
            long drawSeed,
            int parallelism,
            int priority,
            String label,
            List<String> tags) {
        this(
                name,
                versions,
                detectors,
                settings,
                seeds,
                method,
                draws,
                drawSeed,
                parallelism,
                priority,
                label,
                tags,
                null,
                null);
    }

    /** The same in rounds. */
    SweepSpec in(@Nullable Halving rounds) {
        return new SweepSpec(
                name,
                versions,
                detectors,
                settings,
                seeds,
                method,
                draws,
                drawSeed,
                parallelism,
                priority,
                label,
                tags,
                input,
                rounds);
    }

    /** All combinations of the values, or some of them drawn at random. */
    public enum Method {
        GRID,
        RANDOM
    }
}
