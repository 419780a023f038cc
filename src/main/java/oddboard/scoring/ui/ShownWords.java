package oddboard.scoring.ui;

import oddboard.scoring.ImageSelection.Shown;
import oddboard.scoring.Scoring;
import oddboard.ui.Format;

/** Lists of a scoring's images in words, with how many each has. */
final class ShownWords {
    private ShownWords() {}

    static boolean offers(Scoring now, Shown one) {
        return switch (one) {
            case ALL, UNREVIEWED -> true;
            case FLAGGED, PASSED -> now.threshold() != null;
            case LOOK -> now.threshold() != null && now.threshold().look() != null;
            case ERRORS -> now.counts().failed() > 0;
            case DISPUTED -> now.counts().disputed() > 0;
        };
    }

    static String of(Scoring now, Shown one) {
        Scoring.Counts counts = now.counts();
        return switch (one) {
            case ALL -> "All " + Format.count(counts.done());
            case FLAGGED -> "Flagged " + Format.count(counts.flagged());
            case LOOK -> "Look " + Format.count(counts.looks());
            case PASSED -> "Passed " + Format.count(counts.passed());
            case ERRORS -> "Errors " + Format.count(counts.failed());
            case UNREVIEWED -> "Not reviewed";
            case DISPUTED -> "Disputed " + Format.count(counts.disputed());
        };
    }
}
