package oddboard.scoring.ui;

import com.vaadin.flow.component.html.Paragraph;
import java.util.ArrayList;
import java.util.List;
import oddboard.scoring.ScoredImage;
import oddboard.scoring.ScoredImage.Verdict.Kind;
import oddboard.scoring.TwoReviewers;
import oddboard.ui.Format;
import org.jspecify.annotations.Nullable;

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

    /** How far two reviewers are, to follow other words; "" where there is one. */
    static String of(TwoReviewers.Progress progress) {
        if (progress.reviewers() == 1) {
            return "";
        }
        return " \u00b7 two reviewers: " + Format.count(progress.waiting())
                + (progress.waiting() == 1 ? " waits" : " wait") + " for the second, "
                + Format.count(progress.disputed()) + " disputed"
                + (Double.isNaN(progress.kappa())
                        ? ""
                        : ", kappa " + Format.number(progress.kappa()) + " over " + Format.count(progress.both()));
    }

    static Paragraph said(ScoredImage.@Nullable Verdict verdict, boolean may) {
        List<String> parts = new ArrayList<>();
        if (verdict != null) {
            parts.add(of(verdict.kind())
                    + (verdict.type().isEmpty() ? "" : " (" + verdict.type() + ")") + " by " + verdict.byName() + ", "
                    + Format.ago(verdict.at()) + (verdict.note().isEmpty() ? "" : ": " + verdict.note()));
        }
        parts.add(may ? "Keys: a, n, u, 1 to 9 for the type, ← and → for the images" : "Keys: ← and → for the images");
        Paragraph said = new Paragraph(String.join(" · ", parts));
        said.addClassName("odd-note");
        return said;
    }
}
