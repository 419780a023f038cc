package oddboard.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Several models over several data sets: their mean ranks, Wilcoxon's signed-rank test of each pair corrected by Holm's method, and the groups
 * that a critical-difference diagram draws (Demsar 2006, with the tests that Benavoli et al. 2016 recommend).
 *
 * @param meanRanks by model; on each data set 1 = the best, equal values share a rank
 * @param p by pair of models, adjusted for all pairs; 1 of a model with itself
 * @param order models by mean rank, the best first
 */
public record RankComparison(double[] meanRanks, double[][] p, int[] order) {
    public static final double SIGNIFICANT = 0.05;

    /** @param values by model, then by data set; larger = better */
    public static RankComparison of(double[][] values) {
        int models = values.length;
        double[] meanRanks = new double[models];
        int sets = models == 0 ? 0 : values[0].length;
        for (int s = 0; s < sets; s++) {
            for (int m = 0; m < models; m++) {
                meanRanks[m] += rank(values, m, s) / sets;
            }
        }
        int[] order = IntStream.range(0, models)
                .boxed()
                .sorted(Comparator.comparingDouble(m -> meanRanks[m]))
                .mapToInt(m -> m)
                .toArray();
        return new RankComparison(meanRanks, tests(values), order);
    }

    private static double rank(double[][] values, int model, int set) {
        int better = 0;
        int same = 0;
        for (double[] other : values) {
            better += other[set] > values[model][set] ? 1 : 0;
            same += other[set] == values[model][set] ? 1 : 0;
        }
        return better + (same + 1) / 2.0;
    }

    private static double[][] tests(double[][] values) {
        int models = values.length;
        double[] raw = new double[models * (models - 1) / 2];
        int[][] pairs = new int[raw.length][];
        int at = 0;
        for (int a = 0; a < models; a++) {
            for (int b = a + 1; b < models; b++) {
                pairs[at] = new int[] {a, b};
                raw[at++] = SignedRank.twoSided(values[a], values[b]);
            }
        }
        double[] adjusted = holm(raw);
        double[][] p = new double[models][models];
        for (double[] row : p) {
            Arrays.fill(row, 1);
        }
        for (int i = 0; i < pairs.length; i++) {
            p[pairs[i][0]][pairs[i][1]] = adjusted[i];
            p[pairs[i][1]][pairs[i][0]] = adjusted[i];
        }
        return p;
    }

    /** Holm's step-down adjustment: as probabilities that may be held against 0.05 each. */
    static double[] holm(double[] p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] adjusted = new double[p.length];
        double least = 0;
        for (int i = 0; i < order.length; i++) {
            least = Math.max(least, Math.min(1, (p.length - i) * p[order[i]]));
            adjusted[order[i]] = least;
        }
        return adjusted;
    }

    /**
     * Neighbors in {@link #order} of which no two differ significantly: each as its first and last place there, as long as can be, none within
     * another, none of one model alone.
     */
    public List<int[]> groups() {
        List<int[]> groups = new ArrayList<>();
        int reached = 0;
        for (int first = 0; first < order.length; first++) {
            int last = first;
            while (last + 1 < order.length && joins(first, last + 1)) {
                last++;
            }
            if (last > first && last > reached) {
                groups.add(new int[] {first, last});
                reached = last;
            }
        }
        return groups;
    }

    private boolean joins(int first, int next) {
        return IntStream.range(first, next).allMatch(i -> p[order[i]][order[next]] >= SIGNIFICANT);
    }

    /** On so few data sets no pair of so many models can differ significantly: the least number on which one can. */
    public static int setsNeeded(int models) {
        double pairs = models * (models - 1) / 2.0;
        int sets = 1;
        while (pairs * 2 / Math.pow(2, sets) >= SIGNIFICANT) {
            sets++;
        }
        return sets;
    }
}
