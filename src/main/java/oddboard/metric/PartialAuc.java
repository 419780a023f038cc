package oddboard.metric;

/**
 * Area under the ROC curve up to a false positive rate, standardised by McClish (1989): 0.5 = chance, 1 = perfect. The
 * curve is cut by linear interpolation, as scikit-learn's {@code roc_auc_score(max_fpr=)} does.
 */
public final class PartialAuc {
    private PartialAuc() {}

    /**
     * @param limit false positive rate, above 0 and at most 1; at 1 this is the whole AUC
     * @throws IllegalArgumentException the limit is outside, lengths differ, a score is NaN, or one class is missing
     */
    public static double of(double[] scores, boolean[] anomalous, double limit) {
        return of(OperatingPoints.of(scores, anomalous), limit);
    }

    public static double of(OperatingPoints points, double limit) {
        if (!(limit > 0 && limit <= 1)) {
            throw new IllegalArgumentException(
                    "The false positive rate must be above 0 and at most 1, not " + limit + ".");
        }
        double area = 0;
        for (int i = 1; i < points.threshold().length; i++) {
            double from = (double) points.falseAlarms()[i - 1] / points.normal();
            if (from >= limit) {
                break;
            }
            double to = (double) points.falseAlarms()[i] / points.normal();
            double low = (double) points.found()[i - 1] / points.anomalous();
            double high = (double) points.found()[i] / points.anomalous();
            if (to > limit) {
                high = low + (high - low) * (limit - from) / (to - from);
                to = limit;
            }
            area += (to - from) * (low + high) / 2;
        }
        if (limit == 1) {
            return area;
        }
        double least = limit * limit / 2;
        return (1 + (area - least) / (limit - least)) / 2;
    }
}
