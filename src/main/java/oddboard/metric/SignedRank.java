package oddboard.metric;

import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test of paired values, two-sided. Pairs without a difference are left out (Wilcoxon 1945), equal differences share a
 * rank. Up to 50 differences the distribution is exact, also with ties; beyond it is the normal one, with the variance that ties have.
 */
public final class SignedRank {
    private static final int EXACT = 50;
    /** Differences are counted in these units: 0.9 - 0.8 and 0.7 - 0.6 are equal. */
    private static final double UNIT = 1e-12;

    private SignedRank() {}

    /**
     * The probability of a sum of ranks at least as far from its middle where neither of the two is better; 1 where there is no difference.
     *
     * @throws IllegalArgumentException the lengths differ
     */
    public static double twoSided(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(a.length + " values can't be paired with " + b.length + ".");
        }
        double[] differences = new double[a.length];
        Arrays.setAll(differences, i -> Math.rint((a[i] - b[i]) / UNIT));
        differences = Arrays.stream(differences).filter(d -> d != 0).toArray();
        int n = differences.length;
        double[] sizes = Arrays.stream(differences).map(Math::abs).sorted().toArray();
        int[] twiceRanks = new int[n];
        int positive = 0;
        int all = 0;
        for (int i = 0; i < n; i++) {
            twiceRanks[i] = twiceRank(sizes, Math.abs(differences[i]));
            all += twiceRanks[i];
            positive += differences[i] > 0 ? twiceRanks[i] : 0;
        }
        int smaller = Math.min(positive, all - positive);
        return n > EXACT ? normal(twiceRanks, smaller, all) : exact(twiceRanks, smaller, all);
    }

    private static int twiceRank(double[] sorted, double size) {
        int below = 0;
        int same = 0;
        for (double one : sorted) {
            below += one < size ? 1 : 0;
            same += one == size ? 1 : 0;
        }
        return 2 * below + same + 1;
    }

    /** Over all ways to give signs. */
    private static double exact(int[] twiceRanks, int smaller, int all) {
        double[] ways = new double[all + 1];
        ways[0] = 1;
        for (int rank : twiceRanks) {
            for (int sum = all; sum >= rank; sum--) {
                ways[sum] += ways[sum - rank];
            }
        }
        double tail = 0;
        for (int sum = 0; sum <= smaller; sum++) {
            tail += ways[sum];
        }
        return Math.min(1, 2 * tail / Math.pow(2, twiceRanks.length));
    }

    private static double normal(int[] twiceRanks, int smaller, int all) {
        double squares = 0;
        for (int rank : twiceRanks) {
            squares += (double) rank * rank;
        }
        return Normal.twoSided((smaller - all / 2.0) / Math.sqrt(squares / 4));
    }
}
