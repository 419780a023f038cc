package oddboard.scoring.ui;

import oddboard.scoring.ImageSelection.Shown;
import oddboard.scoring.Scoring;
import oddboard.ui.Format;

/** What a selection of a scoring's images is called, with how many they are. */
final class ShownWords {
    private ShownWords() {}

    static String of(Scoring now, Shown one) {
        Scoring.Counts counts = now.counts();
        return switch (one) {
            case ALL -> "All " + Format.count(counts.done());
            case FLAGGED -> "Flagged " + Format.count(counts.flagged());
            case LOOK -> "Look " + Format.count(counts.looks());
            case PASSED -> "Passed " + Format.count(counts.passed());
            case ERRORS -> "Errors " + Format.count(counts.failed());
            case UNREVIEWED -> "Not reviewed";
        };
    }
}
