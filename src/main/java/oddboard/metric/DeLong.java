package oddboard.metric;

/** DeLong, DeLong and Clarke-Pearson (1988), by the fast algorithm of Sun and Xu (2014). */
public final class DeLong {
    private DeLong() {}

    /** An AUC with its 95 % interval on the logit scale, within 0..1. */
    public record Interval(double auc, double low, double high, double variance) {}

    /** Two correlated AUCs compared; {@code p} is two-sided. */
    public record Comparison(double difference, double z, double p) {}

    public static Interval interval(double[] scores, boolean[] anomalous) {
        throw new UnsupportedOperationException();
    }

    public static Comparison compare(double[] scoresA, double[] scoresB, boolean[] anomalous) {
        throw new UnsupportedOperationException();
    }
}
