package oddboard.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import oddboard.account.UserId;
import oddboard.run.JsonColumns;
import oddboard.run.Run;
import oddboard.run.RunId;
import org.jspecify.annotations.Nullable;

/**
 * A run that succeeded, as boards show thousands of them: its metrics, but nothing of its job.
 *
 * @param syntheticAuroc how well it tells held-out training images from the same with synthetic defects; null where unknown
 * @param settingsJson every value, in the order of the detector's form
 */
public record EvaluatedRun(
        RunId id,
        String name,
        List<String> tags,
        String detector,
        String settingsJson,
        long seed,
        UserId by,
        String byName,
        Instant createdAt,
        @Nullable Long parameterCount,
        @Nullable Double imagesPerSecond,
        double trainSeconds,
        @Nullable Double syntheticAuroc,
        Run.Metrics metrics) {

    /** Read from their text: cheap for a few, not for thousands. */
    public Map<String, Object> settings() {
        return JsonColumns.read(settingsJson);
    }
}
