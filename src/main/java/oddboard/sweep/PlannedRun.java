package oddboard.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import oddboard.dataset.VersionId;

/**
 * One run of a sweep, before it begins.
 *
 * @param place 0-based, in the order in which they begin
 * @param combination equal for those that differ in the seed alone
 * @param round 0-based, of a sweep by successive halving; else 0
 * @param settings the swept ones by name, without the seed; the detector's defaults stand for the rest
 */
public record PlannedRun(
        int place,
        int combination,
        VersionId version,
        String detector,
        Map<String, Object> settings,
        long seed,
        int epochs,
        int round) {
    /** The same run in a round; {@code to} epochs are among its settings. */
    PlannedRun in(int number, int at, int to, Map<String, Object> with) {
        Map<String, Object> all = new LinkedHashMap<>(with);
        all.put("epochs", to);
        return new PlannedRun(at, combination, version, detector, all, seed, to, number);
    }
}
