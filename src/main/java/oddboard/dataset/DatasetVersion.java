package oddboard.dataset;

import java.time.Instant;
import oddboard.job.JobId;

/**
 * One immutable state of a data set; counts are 0 until it is READY.
 *
 * @param imageSize edge in pixels
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
        Instant createdAt) {

    public enum State {
        IMPORTING,
        READY,
        FAILED
    }
}
