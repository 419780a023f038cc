package oddboard.leaderboard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import oddboard.metric.AucResolution;
import oddboard.ui.Format;

/**
 * What a board's test images can show.
 *
 * @param normal test images that metrics use
 * @param anomalous test images that metrics use
 * @param entries how many of the best entries it rests on
 * @param auc empty where it can't be known
 */
public record Resolution(int normal, int anomalous, int entries, Optional<AucResolution> auc) {
    /** Of the board's best this many are compared, each with each. */
    static final int MAX_ENTRIES = 10;

    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);

    /** "Differences in AUC below 0.031 usually can't be told apart on these 120 test images." */
    public String sentence() {
        String images = "these " + Format.count((long) normal + anomalous) + " test images";
        if (auc.isPresent()) {
            return "Differences in AUC below " + text(auc.get().typical())
                    + (auc.get().pairs() == 1 ? "" : " usually") + " can't be told apart on " + images + ".";
        }
        if (normal < 2 || anomalous < 2) {
            return "No difference in AUC can be tested on " + images + ": only one of them is "
                    + (anomalous < 2 ? "anomalous." : "normal.");
        }
        return entries < 2
                ? "What differences in AUC " + images + " can show is known from the second entry on."
                : "What differences in AUC " + images + " can show is not known: the best " + entries
                        + " entries all rank them without an error, or in the same order.";
    }

    /** What it rests on; "" where it is not known. */
    public String basis() {
        return auc.map(found -> found.pairs() == 1
                        ? "These are 1.96 standard errors of the difference between two entries (DeLong)."
                        : "The limit differs by pair of entries, from " + text(found.smallest()) + " to "
                                + text(found.largest())
                                + "; this is the median of all " + found.pairs() + " pairs of the best " + entries
                                + " (1.96 standard errors, DeLong).")
                .orElse("");
    }

    /** Two significant digits. */
    static String text(double difference) {
        return BigDecimal.valueOf(difference).round(TWO_DIGITS).toPlainString();
    }
}
