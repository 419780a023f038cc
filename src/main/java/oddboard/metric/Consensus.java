package oddboard.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far one list of scores orders images as other kinds of detector do. Two runs of one kind share their errors, so a run is compared
 * with the other kinds alone, each of which counts once, however many runs it has. Labels play no part.
 */
public final class Consensus {
    /** Kinds that a score is compared with, at least. */
    public static final int MIN_OTHERS = 2;

    private final Map<String, double[]> sums = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    /**
     * @param kind such as a detector's id
     * @param scores one for each image, larger = more anomalous
     */
    public void add(String kind, double[] scores) {
        double[] sum = sums.computeIfAbsent(kind, k -> new double[scores.length]);
        double[] ranks = RankCorrelation.midRanks(scores);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += ranks[i];
        }
        counts.merge(kind, 1, Integer::sum);
    }

    /**
     * Spearman's correlation of the scores with the mean rank that the other kinds give to each image.
     *
     * @return NaN where there are fewer than {@link #MIN_OTHERS} other kinds, or scores that are all equal
     */
    public double agreement(String kind, double[] scores) {
        List<double[]> others = new ArrayList<>();
        sums.forEach((other, sum) -> {
            if (!other.equals(kind)) {
                int count = counts.getOrDefault(other, 1);
                double[] mean = new double[sum.length];
                for (int i = 0; i < mean.length; i++) {
                    mean[i] = sum[i] / count;
                }
                others.add(mean);
            }
        });
        if (others.size() < MIN_OTHERS) {
            return Double.NaN;
        }
        double[] consensus = new double[scores.length];
        for (double[] mean : others) {
            for (int i = 0; i < consensus.length; i++) {
                consensus[i] += mean[i];
            }
        }
        return RankCorrelation.spearman(scores, consensus);
    }
}
