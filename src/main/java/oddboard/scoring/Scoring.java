package oddboard.scoring;

import java.time.Instant;
import oddboard.account.UserId;
import oddboard.dataset.DatasetId;
import oddboard.dataset.VersionId;
import oddboard.detector.MapGrid;
import oddboard.job.Job;
import oddboard.registry.ModelVersionId;
import oddboard.registry.ThresholdId;
import org.jspecify.annotations.Nullable;

/**
 * A job that scores images, as it stands.
 *
 * @param job null only until it is read
 * @param version null where uploads are scored
 * @param source the place in the server's folders that the uploads were taken from; null where they were sent
 * @param imageSize 0 until the first images are done, as are channels
 * @param grid of the maps; null where there are none
 */
public record Scoring(
        ScoringId id,
        Job job,
        String name,
        Used model,
        DatasetId dataset,
        String datasetName,
        @Nullable VersionId version,
        @Nullable String source,
        ScoringSpec.Split split,
        @Nullable AppliedThreshold threshold,
        ScoringSpec.Maps maps,
        Counts counts,
        int imageSize,
        int channels,
        @Nullable MapGrid grid,
        UserId by,
        String byName,
        Instant createdAt) {

    /**
     * The version of a model that scores.
     *
     * @param alias by which it was asked for when the job was queued; "" = by none
     * @param sha256 of the version when the job was queued
     */
    public record Used(ModelVersionId id, String name, int version, String sha256, String alias) {
        /** {@code name/3}. */
        public String ref() {
            return name + "/" + version;
        }
    }

    /**
     * The threshold of a scoring, as it was when the job was queued.
     *
     * @param id null once the threshold was deleted
     * @param value raw score from which an image is flagged
     * @param look raw score from which a person should look; null for two outcomes
     */
    public record AppliedThreshold(
            @Nullable ThresholdId id,
            double value,
            @Nullable Double look,
            double scale) {
        /** 0 to 1, exactly 0.5 at the threshold. */
        public double calibrated(double raw) {
            return 1 / (1 + Math.exp(-(raw - value) / scale));
        }

        public Outcome outcome(double raw) {
            return raw >= value ? Outcome.FLAGGED : look != null && raw >= look ? Outcome.LOOK : Outcome.PASSED;
        }
    }

    /** How many images rank before the first of these; -1 where that is not told. */
    public int before(ImageSelection.Shown shown) {
        return switch (shown) {
            case ALL, FLAGGED -> 0;
            case LOOK -> counts.flagged();
            case PASSED -> counts.flagged() + counts.looks();
            case ERRORS, UNREVIEWED, DISPUTED -> -1;
        };
    }

    /** What becomes of an image. */
    public enum Outcome {
        FLAGGED,
        LOOK,
        PASSED
    }

    /**
     * @param total 0 until the files were listed
     * @param done scored or failed
     * @param failed could not be read
     * @param looks between the two values of the threshold
     * @param disputed of which two reviewers do not agree, and no third has said anything
     */
    public record Counts(int total, int done, int failed, int flagged, int looks, int verdicts, int disputed) {
        public int passed() {
            return done - failed - flagged - looks;
        }
    }
}
