package oddboard.scoring.ui;

import oddboard.scoring.ScoredImage.Verdict.Kind;

/** Verdicts in words. */
final class VerdictWords {
    private VerdictWords() {}

    static String of(Kind kind) {
        return switch (kind) {
            case ANOMALOUS -> "anomalous";
            case NORMAL -> "normal";
            case UNSURE -> "unsure";
        };
    }
}
