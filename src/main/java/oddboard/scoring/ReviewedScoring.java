package oddboard.scoring;

import java.time.Instant;
import oddboard.metric.Proportion;
import org.jspecify.annotations.Nullable;

/**
 * What people said of the images that a scoring flagged.
 *
 * @param version of the model
 * @param alarms flagged images that somebody called anomalous or normal
 * @param confirmed those of them that are anomalous
 * @param missed anomalous images that it did not flag
 */
public record ReviewedScoring(
        ScoringId id, String name, int version, Instant at, int flagged, int alarms, int confirmed, int missed) {
    /** The share of the reviewed alarms that are right, with its exact 95 % interval; null where none is reviewed. */
    public @Nullable Proportion precision() {
        return alarms == 0 ? null : Proportion.of(confirmed, alarms);
    }
}
