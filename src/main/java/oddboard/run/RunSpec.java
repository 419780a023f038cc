package oddboard.run;

import java.util.List;
import java.util.Map;
import oddboard.dataset.VersionId;

/**
 * A run to start.
 *
 * @param settings changed settings by name; the detector's defaults stand for the rest
 * @param name shown on the board; empty = the program makes one of what differs from the defaults
 * @param label resource label of the worker, {@code cpu} or {@code gpu}; empty = whatever workers there are
 */
public record RunSpec(
        VersionId version,
        String detector,
        Map<String, ?> settings,
        String name,
        List<String> tags,
        int priority,
        String label) {
    public static RunSpec of(VersionId version, String detector, Map<String, ?> settings) {
        return new RunSpec(version, detector, settings, "", List.of(), 0, "");
    }
}
