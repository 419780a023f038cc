package oddboard.dataset;

import java.time.Instant;
import oddboard.job.JobId;
import org.jspecify.annotations.Nullable;

/**
 * One immutable state of a data set; counts are 0 until it is READY.
 *
 * @param imageSize edge in pixels of the packed squares
 * @param own null where the squares are all there is
 */
public record DatasetVersion(
        VersionId id,
        DatasetId dataset,
        int number,
        State state,
        JobId job,
        int imageSize,
        int channels,
        int trainCount,
        int testCount,
        int anomalyCount,
        int unlabeledCount,
        ImportReport report,
        Instant createdAt,
        @Nullable OwnSize own) {
    /**
     * Of images that are kept as they came.
     *
     * @param fit how the packed squares were made of them
     */
    public record OwnSize(ModelInput.Fit fit, int largestWidth, int largestHeight) {}

    /** What a run sees that asks for nothing else. */
    public ModelInput packedInput() {
        return new ModelInput(imageSize, own == null ? ModelInput.Fit.STRETCH : own.fit, channels, null);
    }

    public enum State {
        IMPORTING,
        READY,
        FAILED
    }
}
