package oddboard.metric;

/** Area under the ROC curve, by mid-ranks: exact with ties (Mann-Whitney U / (m n)). */
public final class Auc {
    private Auc() {}

    /** @throws IllegalArgumentException lengths differ, a score is NaN (named by index), or one class is missing */
    public static double of(double[] scores, boolean[] anomalous) {
        Classes classes = Classes.of(scores, anomalous);
        double[] normal = classes.normal();
        // Twice U, so that half a pair for a tie stays a whole number: exact up to 2^63.
        long twice = 0;
        int lower = 0;
        int notHigher = 0;
        for (double score : classes.anomalous()) {
            while (lower < normal.length && normal[lower] < score) {
                lower++;
            }
            while (notHigher < normal.length && normal[notHigher] <= score) {
                notHigher++;
            }
            twice += (long) lower + notHigher;
        }
        return twice / (2 * classes.pairs());
    }
}
