package oddboard.metric;

/**
 * A receiver operating characteristic: points in order of descending threshold, from (0,0) to (1,1).
 *
 * @param fpr false positive rates, 0..1
 * @param tpr true positive rates, 0..1
 * @param threshold an image counts as anomalous where score >= threshold; the first is +infinity
 */
public record Roc(double[] fpr, double[] tpr, double[] threshold) {
    /** @throws IllegalArgumentException lengths differ, a score is NaN (named by index), or one class is missing */
    public static Roc of(double[] scores, boolean[] anomalous) {
        Classes classes = Classes.of(scores, anomalous);
        double[] high = classes.anomalous();
        double[] low = classes.normal();
        int points = classes.distinct() + 1;
        Roc roc = new Roc(new double[points], new double[points], new double[points]);
        roc.threshold[0] = Double.POSITIVE_INFINITY;
        int p = high.length;
        int n = low.length;
        for (int i = 1; i < points; i++) {
            double at = p == 0 ? low[n - 1] : n == 0 ? high[p - 1] : Math.max(high[p - 1], low[n - 1]);
            p = Classes.below(high, p, at);
            n = Classes.below(low, n, at);
            roc.tpr[i] = (double) (high.length - p) / high.length;
            roc.fpr[i] = (double) (low.length - n) / low.length;
            roc.threshold[i] = at;
        }
        return roc;
    }

    /** At most {@code limit} points that keep the curve's shape; corners first. */
    public Roc thinned(int limit) {
        int[] index = CurveSimplification.keep(fpr, tpr, limit);
        return new Roc(
                CurveSimplification.pick(fpr, index),
                CurveSimplification.pick(tpr, index),
                CurveSimplification.pick(threshold, index));
    }
}
