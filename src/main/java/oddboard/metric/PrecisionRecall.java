package oddboard.metric;

/** Precision against recall, points in order of falling threshold. */
public record PrecisionRecall(double[] recall, double[] precision, double[] threshold) {
    public static PrecisionRecall of(double[] scores, boolean[] anomalous) {
        throw new UnsupportedOperationException();
    }

    /** Average precision: sum of (R_n - R_{n-1}) P_n, as scikit-learn defines it. */
    public double averagePrecision() {
        throw new UnsupportedOperationException();
    }
}
