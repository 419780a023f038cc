package oddboard.metric;

import java.util.function.DoubleUnaryOperator;

/**
 * A share of a sample with its exact 95 % interval (Clopper and Pearson 1934).
 *
 * @param rate {@code count / n}
 */
public record Proportion(double rate, double low, double high) {
    private static final double TAIL = 0.025;

    /** @throws IllegalArgumentException where {@code n} is not positive or {@code count} is not 0 to {@code n} */
    public static Proportion of(int count, int n) {
        if (n <= 0 || count < 0 || count > n) {
            throw new IllegalArgumentException(count + " of " + n);
        }
        // P(X >= count) at the lower end and P(X <= count) at the upper end are TAIL each.
        double low = count == 0 ? 0 : root(p -> beta(count, n - count + 1.0, p) - TAIL);
        double high = count == n ? 1 : root(p -> beta(count + 1.0, n - count, p) - (1 - TAIL));
        return new Proportion((double) count / n, low, high);
    }

    /** Where an ascending function of 0 to 1 is 0. */
    private static double root(DoubleUnaryOperator f) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 200 && high - low > 1e-17; i++) {
            double middle = (low + high) / 2;
            if (f.applyAsDouble(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** The regularized incomplete beta function I_x(a, b) by its continued fraction (Abramowitz and Stegun 26.5.8). */
    static double beta(double a, double b, double x) {
        if (x <= 0) {
            return 0;
        }
        if (x >= 1) {
            return 1;
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        return x < (a + 1) / (a + b + 2) ? front * fraction(a, b, x) / a : 1 - front * fraction(b, a, 1 - x) / b;
    }

    /** Lentz's method. */
    private static double fraction(double a, double b, double x) {
        double tiny = 1e-300;
        double c = 1;
        double d = 1 / nonZero(1 - (a + b) * x / (a + 1), tiny);
        double h = d;
        for (int m = 1; m <= 100_000; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d, tiny);
            c = nonZero(1 + even / c, tiny);
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonZero(1 + odd * d, tiny);
            c = nonZero(1 + odd / c, tiny);
            double change = d * c;
            h *= change;
            if (Math.abs(change - 1) < 1e-15) {
                break;
            }
        }
        return h;
    }

    private static double nonZero(double value, double tiny) {
        return Math.abs(value) < tiny ? tiny : value;
    }

    /** Stirling's series (Abramowitz and Stegun 6.1.41) after a shift to where it is exact to the last digits. */
    private static double logGamma(double x) {
        double shift = 0;
        double z = x;
        while (z < 15) {
            shift += Math.log(z);
            z++;
        }
        double inverse = 1 / (z * z);
        double series =
                (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse * (1.0 / 1680 - inverse / 1188))))
                        / z;
        return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
    }
}
