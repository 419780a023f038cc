package oddboard.metric;

/** The standard normal distribution. */
final class Normal {
    private Normal() {}

    /** 97.5 % point: half of a two-sided 95 % interval. */
    static final double Z95 = 1.959963984540054;

    /** P(|Z| >= |z|), with about 14 digits also far out. */
    static double twoSided(double z) {
        double x = Math.abs(z) / Math.sqrt(2);
        if (Double.isInfinite(x)) {
            return 0;
        }
        return x < 2 ? 1 - series(x) : continuedFraction(x);
    }

    /** erf by its series of positive terms (Abramowitz and Stegun 7.1.6). */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-17; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    /** erfc by its continued fraction (Abramowitz and Stegun 7.1.14), from the far end. */
    private static double continuedFraction(double x) {
        double fraction = x;
        for (int k = 120; k > 0; k--) {
            fraction = x + k / 2.0 / fraction;
        }
        return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
    }
}
