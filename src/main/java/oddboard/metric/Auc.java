package oddboard.metric;

/** Area under the ROC curve, by mid-ranks: exact with ties (Mann-Whitney U / (m n)). */
public final class Auc {
    private Auc() {}

    /** @throws IllegalArgumentException lengths differ, a score is NaN (named by index), or one class is missing */
    public static double of(double[] scores, boolean[] anomalous) {
        throw new UnsupportedOperationException();
    }
}
