package oddboard.evaluation.ui;

import java.math.BigDecimal;

/** Thresholds as the address bar spells them. */
final class ThresholdText {
    private ThresholdText() {}

    static double parse(String text, double otherwise) {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** The shortest decimal that reads back to the same double. */
    static String of(double threshold) {
        return new BigDecimal(Double.toString(threshold)).stripTrailingZeros().toPlainString();
    }
}
