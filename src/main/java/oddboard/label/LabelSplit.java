package oddboard.label;

import java.time.Instant;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;

/**
 * How a version's test labels are split in public and private ones.
 *
 * @param share percent of each type of test images whose labels are public
 * @param seed null while it is closed: who knows it can test guesses of private labels by it
 * @param author who made it
 * @param openedBy null while it is closed, as is {@code openedAt}
 */
public record LabelSplit(
        VersionId version,
        int share,
        @Nullable Long seed,
        int publicCount,
        String author,
        Instant createdAt,
        @Nullable String openedBy,
        @Nullable Instant openedAt) {
    /** Whether everybody may see the private labels too. */
    public boolean isOpen() {
        return openedAt != null;
    }

    /** The part that boards count. */
    public LabelPart counted() {
        return isOpen() ? LabelPart.PRIVATE : LabelPart.PUBLIC;
    }
}
