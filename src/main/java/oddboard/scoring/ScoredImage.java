package oddboard.scoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a job found of an image.
 *
 * @param sha256 of the file; null where it lies in a data set version
 * @param score raw, larger = more anomalous; null where the file can't be taken
 * @param hasMap whether its anomaly map is kept
 */
public record ScoredImage(
        int index,
        String file,
        @Nullable String sha256,
        @Nullable Double score,
        boolean hasMap,
        @Nullable Fault fault,
        @Nullable Verdict verdict) {

    /** Why it has no score: a sentence for the user, with a code. */
    public record Fault(String code, String detail) {}

    /** What a person says of it. */
    public record Verdict(Kind kind, String type, String note, String byName, Instant at) {
        /** The names are stored in lower case. */
        public enum Kind {
            ANOMALOUS,
            NORMAL,
            UNSURE
        }
    }
}
