package oddboard.label;

import java.time.Instant;
import oddboard.dataset.VersionId;

/**
 * Who is anomalous among a version's test images, and of what type; never changed, only followed by another.
 *
 * @param number in its version, from 1
 * @param anomalyCount of the public labels alone while the version is split and closed, as is {@code unlabeledCount}
 * @param author who saved it; "" for the one that came with the images
 */
public record LabelSet(
        long id,
        VersionId version,
        int number,
        int anomalyCount,
        int unlabeledCount,
        String note,
        String author,
        Instant createdAt) {
    /** Asks for the newest. */
    public static final int NEWEST = 0;
}
