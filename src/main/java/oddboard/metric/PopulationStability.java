package oddboard.metric;

import java.util.Arrays;

/**
 * How far a distribution has moved from that of a reference: the population stability index, the sum over bins of
 * (a - e) ln(a / e), with a the share of the new values in a bin and e that of the reference's.
 *
 * <p>The bins are ten, cut at the deciles of the reference (linear between its values), each with its lower edge; a share of
 * less than 0.0001 counts as 0.0001, so that an empty bin gives a number. By custom less than 0.1 is no change and more than
 * 0.25 a large one (N. Siddiqi, Credit Risk Scorecards, 2006). Of few images the index is large by chance: without any
 * change it is distributed as (1/n + 1/m) times chi squared with 9 degrees of freedom (B. Yurdakul, Statistical Properties of
 * Population Stability Index, 2018), which {@link #chance} tells.
 */
public final class PopulationStability {
    public static final int BINS = 10;
    public static final double LARGE = 0.25;
    private static final double MIN_SHARE = 1e-4;
    /** 99.9 % of chi squared with 9 degrees of freedom lie below. */
    private static final double CHI_SQUARED = 27.877164871256568;

    private PopulationStability() {}

    /** Nine edges, ascending; of at least one value. */
    public static double[] edges(double[] reference) {
        double[] sorted = reference.clone();
        Arrays.sort(sorted);
        double[] edges = new double[BINS - 1];
        for (int i = 0; i < edges.length; i++) {
            double place = (sorted.length - 1) * (i + 1) / (double) BINS;
            int low = (int) place;
            int high = Math.min(low + 1, sorted.length - 1);
            edges[i] = sorted[low] + (place - low) * (sorted[high] - sorted[low]);
        }
        return edges;
    }

    /** How many of the values lie in each bin. */
    public static int[] counts(double[] edges, double[] values) {
        int[] counts = new int[edges.length + 1];
        for (double value : values) {
            int bin = 0;
            while (bin < edges.length && value >= edges[bin]) {
                bin++;
            }
            counts[bin]++;
        }
        return counts;
    }

    /** From 0, no change; NaN where either has no values. */
    public static double index(int[] reference, int[] actual) {
        double expected = Arrays.stream(reference).sum();
        double seen = Arrays.stream(actual).sum();
        if (expected == 0 || seen == 0) {
            return Double.NaN;
        }
        double index = 0;
        for (int i = 0; i < reference.length; i++) {
            double e = Math.max(reference[i] / expected, MIN_SHARE);
            double a = Math.max(actual[i] / seen, MIN_SHARE);
            index += (a - e) * Math.log(a / e);
        }
        return index;
    }

    /** The index that so many images reach by chance in one of a thousand cases. */
    public static double chance(int reference, int actual) {
        return CHI_SQUARED * (1.0 / reference + 1.0 / actual);
    }
}
