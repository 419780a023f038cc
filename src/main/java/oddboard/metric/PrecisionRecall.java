package oddboard.metric;

/**
 * Precision against recall, points in order of descending threshold, one for each different score.
 *
 * @param recall share of the anomalous images that are found, rising to 1
 * @param precision share of the images found that are anomalous
 * @param threshold an image counts as found where score >= threshold
 */
public record PrecisionRecall(double[] recall, double[] precision, double[] threshold) {
    /** @throws IllegalArgumentException lengths differ, a score is NaN (named by index), or one class is missing */
    public static PrecisionRecall of(double[] scores, boolean[] anomalous) {
        Classes classes = Classes.of(scores, anomalous);
        double[] high = classes.anomalous();
        double[] low = classes.normal();
        int points = classes.distinct();
        PrecisionRecall curve = new PrecisionRecall(new double[points], new double[points], new double[points]);
        int p = high.length;
        int n = low.length;
        for (int i = 0; i < points; i++) {
            double at = p == 0 ? low[n - 1] : n == 0 ? high[p - 1] : Math.max(high[p - 1], low[n - 1]);
            p = Classes.below(high, p, at);
            n = Classes.below(low, n, at);
            int found = high.length - p;
            curve.recall[i] = (double) found / high.length;
            curve.precision[i] = (double) found / (found + low.length - n);
            curve.threshold[i] = at;
        }
        return curve;
    }

    /** At most {@code limit} points that keep the curve's shape; corners first. */
    public PrecisionRecall thinned(int limit) {
        int[] index = CurveSimplification.keep(recall, precision, limit);
        return new PrecisionRecall(
                CurveSimplification.pick(recall, index),
                CurveSimplification.pick(precision, index),
                CurveSimplification.pick(threshold, index));
    }

    /** Average precision: sum of (R_n - R_{n-1}) P_n, as scikit-learn defines it. */
    public double averagePrecision() {
        double sum = 0;
        double before = 0;
        for (int i = 0; i < recall.length; i++) {
            sum += (recall[i] - before) * precision[i];
            before = recall[i];
        }
        return sum;
    }
}
