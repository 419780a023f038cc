package oddboard.metric;

/**
 * A receiver operating characteristic: points in order of falling threshold, from (0,0) to (1,1).
 *
 * @param fpr false positive rates, 0..1
 * @param tpr true positive rates, 0..1
 * @param threshold an image counts as anomalous where score >= threshold; the first is +infinity
 */
public record Roc(double[] fpr, double[] tpr, double[] threshold) {
    /** @throws IllegalArgumentException lengths differ, a score is NaN (named by index), or one class is missing */
    public static Roc of(double[] scores, boolean[] anomalous) {
        throw new UnsupportedOperationException();
    }

    /** At most {@code limit} points that keep the curve's shape; corners first. */
    public Roc thinned(int limit) {
        throw new UnsupportedOperationException();
    }
}
