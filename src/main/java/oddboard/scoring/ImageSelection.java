package oddboard.scoring;

import oddboard.scoring.Scoring.AppliedThreshold;
import org.jspecify.annotations.Nullable;

/** Which images of a scoring are shown, and in which order. */
public record ImageSelection(Shown shown, Order order) {
    /** As pages and the API name them in lower case. */
    public enum Shown {
        ALL,
        FLAGGED,
        LOOK,
        PASSED,
        ERRORS,
        UNREVIEWED,
        DISPUTED
    }

    public enum Order {
        /** Most anomalous first; those without a score last. */
        SCORE,
        SCORE_ASCENDING,
        INDEX
    }

    /** Whether any image can be in it: without a threshold none is flagged, passed or to be looked at. */
    boolean isPossible(@Nullable AppliedThreshold threshold) {
        return switch (shown) {
            case ALL, ERRORS, UNREVIEWED, DISPUTED -> true;
            case FLAGGED, PASSED -> threshold != null;
            case LOOK -> threshold != null && threshold.look() != null;
        };
    }
}
