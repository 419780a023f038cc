package oddboard.metric;

import java.util.Arrays;

/** How far two lists of numbers put the same things in the same order: 1 the same, 0 no relation, -1 the opposite. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * Spearman's rho: the correlation of mid-ranks.
     *
     * @return NaN where all numbers of a list are equal, or there are fewer than two
     * @throws IllegalArgumentException lengths differ
     */
    public static double spearman(double[] a, double[] b) {
        check(a, b);
        double[] left = midRanks(a);
        double[] right = midRanks(b);
        double mean = (a.length - 1) / 2.0;
        double product = 0;
        double squaresLeft = 0;
        double squaresRight = 0;
        for (int i = 0; i < a.length; i++) {
            product += (left[i] - mean) * (right[i] - mean);
            squaresLeft += (left[i] - mean) * (left[i] - mean);
            squaresRight += (right[i] - mean) * (right[i] - mean);
        }
        return product / Math.sqrt(squaresLeft * squaresRight);
    }

    /** Places from 0; equal numbers share the mean of theirs. */
    public static double[] midRanks(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return Arrays.stream(values)
                .map(value -> (Ranks.twicePlace(sorted, value) - 1) / 2.0)
                .toArray();
    }

    /**
     * Kendall's tau-b. Looks at all pairs: for hundreds of numbers, not for thousands.
     *
     * @return NaN where all numbers of a list are equal, or there are fewer than two
     * @throws IllegalArgumentException lengths differ
     */
    public static double kendall(double[] a, double[] b) {
        check(a, b);
        long agree = 0;
        long differInA = 0;
        long differInB = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                int left = Double.compare(a[i] + 0.0, a[j] + 0.0);
                int right = Double.compare(b[i] + 0.0, b[j] + 0.0);
                agree += (long) Integer.signum(left) * Integer.signum(right);
                differInA += left == 0 ? 0 : 1;
                differInB += right == 0 ? 0 : 1;
            }
        }
        return agree / Math.sqrt((double) differInA * differInB);
    }

    private static void check(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("There are " + a.length + " and " + b.length + " numbers.");
        }
    }
}
