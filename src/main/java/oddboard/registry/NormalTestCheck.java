package oddboard.registry;

import java.util.Arrays;
import java.util.Locale;
import oddboard.metric.Proportion;
import org.jspecify.annotations.Nullable;

/**
 * What a threshold that rests on training images makes of the normal test images. Both rates are about the same only where
 * training and test images were taken alike and no near copies of the held-out images were trained on.
 *
 * @param n normal test images
 * @param rate share of them that it flags
 * @param low exact 95 % binomial interval of the rate
 * @param warning a sentence where that interval and the threshold's own have nothing in common; else empty
 */
public record NormalTestCheck(int n, double rate, double low, double high, String warning) {
    /**
     * Null where there is nothing to compare: no normal test images, or a threshold that rests on test images or on none.
     *
     * @param scores raw scores of the normal test images
     */
    public static @Nullable NormalTestCheck of(
            double[] scores, double threshold, Threshold.@Nullable Calibration expected) {
        if (scores.length == 0
                || expected == null
                || expected.split() == CalibrationSplit.TEST
                || expected.split() == CalibrationSplit.TEST_NORMAL) {
            return null;
        }
        Proportion seen = Proportion.of(
                (int) Arrays.stream(scores).filter(s -> s >= threshold).count(), scores.length);
        String rates = String.format(
                Locale.ROOT,
                "%.2f %% of the normal test images, not about %.2f %%",
                100 * seen.rate(),
                100 * expected.rate());
        String warning = "";
        if (seen.low() > expected.high()) {
            warning = "It flags " + rates
                    + ": expect more false alarms. Either the test images were taken in another way,"
                    + " or the images that it was calibrated on are near copies of those that the model was trained on."
                    + " Calibrate on normal test images.";
        } else if (seen.high() < expected.low()) {
            warning = "It flags " + rates + ": a lower threshold would find more anomalies within the same budget."
                    + " Calibrate on normal test images.";
        }
        return new NormalTestCheck(scores.length, seen.rate(), seen.low(), seen.high(), warning);
    }
}
