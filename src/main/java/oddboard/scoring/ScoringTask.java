package oddboard.scoring;

import oddboard.dataset.VersionId;
import oddboard.registry.ModelVersionId;
import org.jspecify.annotations.Nullable;

/**
 * What a worker has to do for a scoring job.
 *
 * @param sha256 of the model version when the job was queued
 * @param version null where uploads are scored
 * @param threshold null where there is no threshold
 */
record ScoringTask(
        ScoringId id,
        ModelVersionId model,
        String sha256,
        @Nullable VersionId version,
        ScoringSpec.Split split,
        Scoring.@Nullable AppliedThreshold threshold,
        ScoringSpec.Maps maps) {

    boolean keepsMap(double score) {
        return switch (maps) {
            case NONE -> false;
            case FLAGGED -> threshold != null && threshold.outcome(score) != Scoring.Outcome.PASSED;
            case ALL -> true;
        };
    }
}
