package oddboard.metric;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Percentile interval of an AUC by a stratified bootstrap: each resample draws as many images of each class as there are.
 * A check on {@link DeLong#interval}, which needs no drawing.
 */
public final class Bootstrap {
    private Bootstrap() {}

    /** 2.5 % and 97.5 % points of the resampled AUCs. */
    public record Interval(double low, double high) {}

    /**
     * @param resamples at least 40; 2,000 give two digits
     * @param seed the same seed, the same interval
     * @throws IllegalArgumentException lengths differ, a score is NaN (named by index), or one class is missing
     */
    public static Interval interval(double[] scores, boolean[] anomalous, int resamples, long seed) {
        if (resamples < 40) {
            throw new IllegalArgumentException("A 95 % interval needs at least 40 resamples, not " + resamples + ".");
        }
        Classes classes = Classes.of(scores, anomalous);
        int groups = classes.distinct();
        int[] high = new int[classes.anomalous().length];
        int[] low = new int[classes.normal().length];
        group(classes, high, low);
        SplittableRandom random = new SplittableRandom(seed);
        double[] areas = new double[resamples];
        int[] p = new int[groups];
        int[] n = new int[groups];
        for (int i = 0; i < resamples; i++) {
            draw(random, high, p);
            draw(random, low, n);
            areas[i] = area(p, n, classes.pairs());
        }
        Arrays.sort(areas);
        return new Interval(quantile(areas, 0.025), quantile(areas, 0.975));
    }

    /** Numbers the different scores in ascending order and gives every image its score's number. */
    private static void group(Classes classes, int[] high, int[] low) {
        int group = 0;
        int p = 0;
        int n = 0;
        while (p < high.length || n < low.length) {
            double at = p == high.length
                    ? classes.normal()[n]
                    : n == low.length ? classes.anomalous()[p] : Math.min(classes.anomalous()[p], classes.normal()[n]);
            while (p < high.length && classes.anomalous()[p] <= at) {
                high[p++] = group;
            }
            while (n < low.length && classes.normal()[n] <= at) {
                low[n++] = group;
            }
            group++;
        }
    }

    private static void draw(SplittableRandom random, int[] groupOf, int[] counts) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < groupOf.length; i++) {
            counts[groupOf[random.nextInt(groupOf.length)]]++;
        }
    }

    private static double area(int[] p, int[] n, double pairs) {
        long twice = 0;
        long below = 0;
        for (int g = 0; g < p.length; g++) {
            twice += p[g] * (2 * below + n[g]);
            below += n[g];
        }
        return twice / (2 * pairs);
    }

    /** Linear between the order statistics (Hyndman and Fan's type 7). */
    private static double quantile(double[] ascending, double share) {
        double at = share * (ascending.length - 1);
        int below = (int) at;
        double rest = at - below;
        return rest == 0 ? ascending[below] : ascending[below] + rest * (ascending[below + 1] - ascending[below]);
    }
}
