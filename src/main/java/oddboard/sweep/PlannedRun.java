package oddboard.sweep;

import java.util.Map;
import oddboard.dataset.VersionId;

/**
 * One run of a sweep, before it begins.
 *
 * @param place 0-based, in the order in which they begin
 * @param combination equal for those that differ in the seed alone
 * @param settings the swept ones by name, without the seed; the detector's defaults stand for the rest
 */
public record PlannedRun(
        int place,
        int combination,
        VersionId version,
        String detector,
        Map<String, Object> settings,
        long seed,
        int epochs) {}
