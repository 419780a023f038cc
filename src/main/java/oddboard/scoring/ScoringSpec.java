package oddboard.scoring;

import java.util.List;
import oddboard.dataset.VersionId;
import oddboard.registry.ThresholdId;
import oddboard.upload.UploadId;
import org.jspecify.annotations.Nullable;

/**
 * What to score.
 *
 * @param model {@code name@alias}, {@code name/3} or {@code name@sha256:...}
 * @param uploads image files and archives of the model's data set; empty where a version is scored
 * @param version of the model's data set; null where uploads are scored
 * @param split of the version
 * @param threshold of the model version; null = the alias's, else the version's newest, else none
 * @param name "" = none
 * @param label of the workers that may take it; "" = the usual one
 */
public record ScoringSpec(
        String model,
        List<UploadId> uploads,
        @Nullable VersionId version,
        Split split,
        @Nullable ThresholdId threshold,
        Maps maps,
        String name,
        int priority,
        String label) {

    ScoringSpec ofUploads(List<UploadId> files) {
        return new ScoringSpec(model, files, version, split, threshold, maps, name, priority, label);
    }

    /** The names are stored in lower case. */
    public enum Split {
        TRAIN,
        TEST
    }

    /** Of which images anomaly maps are kept; flagged ones are those that are rejected or to be looked at. */
    public enum Maps {
        NONE,
        FLAGGED,
        ALL
    }
}
