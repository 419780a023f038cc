package oddboard.label;

import java.time.Instant;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody says that a test image should have another label.
 *
 * @param image place among the test images
 * @param type that it should have; "" where normal or unknown
 * @param run in whose images it was seen; null where in none, or the run was deleted
 * @param decidedBy "" while it is open
 */
public record LabelMark(
        long id,
        VersionId version,
        int image,
        boolean anomalous,
        String type,
        String reason,
        @Nullable Long run,
        String runName,
        String author,
        Instant createdAt,
        State state,
        String decidedBy,
        @Nullable Instant decidedAt) {

    public enum State {
        OPEN,
        APPROVED,
        REJECTED
    }

    /** The label that it should have: "normal", the type, or "anomalous". */
    public String label() {
        return ImageLabel.of(anomalous).words(type);
    }

    LabelChange change() {
        return new LabelChange(image, anomalous, type);
    }
}
