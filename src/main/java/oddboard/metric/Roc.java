package oddboard.metric;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * A receiver operating characteristic: points in order of falling threshold, from (0,0) to (1,1).
 *
 * @param fpr false positive rates, 0..1
 * @param tpr true positive rates, 0..1
 * @param threshold an image counts as anomalous where score >= threshold; the first is +infinity
 */
public record Roc(double[] fpr, double[] tpr, double[] threshold) {
    /** @throws IllegalArgumentException lengths differ, a score is NaN (named by index), or one class is missing */
    public static Roc of(double[] scores, boolean[] anomalous) {
        Classes classes = Classes.of(scores, anomalous);
        double[] high = classes.anomalous();
        double[] low = classes.normal();
        int points = classes.distinct() + 1;
        Roc roc = new Roc(new double[points], new double[points], new double[points]);
        roc.threshold[0] = Double.POSITIVE_INFINITY;
        int p = high.length;
        int n = low.length;
        for (int i = 1; i < points; i++) {
            double at = p == 0 ? low[n - 1] : n == 0 ? high[p - 1] : Math.max(high[p - 1], low[n - 1]);
            p = Classes.below(high, p, at);
            n = Classes.below(low, n, at);
            roc.tpr[i] = (double) (high.length - p) / high.length;
            roc.fpr[i] = (double) (low.length - n) / low.length;
            roc.threshold[i] = at;
        }
        return roc;
    }

    /** At most {@code limit} points that keep the curve's shape; corners first. */
    public Roc thinned(int limit) {
        if (limit < 2) {
            throw new IllegalArgumentException("A curve needs at least 2 points, not " + limit + ".");
        }
        BitSet kept = new BitSet(fpr.length);
        kept.set(0);
        kept.set(fpr.length - 1);
        Queue<Bend> bends = new PriorityQueue<>((a, b) -> Double.compare(b.distance, a.distance));
        Queue<Bend> fresh = new ArrayDeque<>();
        fresh.add(bend(0, fpr.length - 1));
        for (int count = 2; count < limit; count++) {
            fresh.stream().filter(b -> b.distance > 0).forEach(bends::add);
            fresh.clear();
            Bend widest = bends.poll();
            if (widest == null) {
                break;
            }
            kept.set(widest.at);
            fresh.add(bend(widest.from, widest.at));
            fresh.add(bend(widest.at, widest.to));
        }
        int[] index = kept.stream().toArray();
        return new Roc(pick(fpr, index), pick(tpr, index), pick(threshold, index));
    }

    /** The point between two kept ones that lies farthest from their chord (Douglas and Peucker, 1973). */
    private record Bend(int from, int to, int at, double distance) {}

    private Bend bend(int from, int to) {
        double dx = fpr[to] - fpr[from];
        double dy = tpr[to] - tpr[from];
        int at = from;
        double farthest = 0;
        for (int i = from + 1; i < to; i++) {
            double distance = Math.abs((fpr[i] - fpr[from]) * dy - (tpr[i] - tpr[from]) * dx);
            if (distance > farthest) {
                farthest = distance;
                at = i;
            }
        }
        double length = Math.hypot(dx, dy);
        // Rounding alone bends a straight line by about 1e-16.
        return new Bend(from, to, at, farthest < 1e-15 ? 0 : farthest / length);
    }

    private static double[] pick(double[] from, int[] index) {
        return Arrays.stream(index).mapToDouble(i -> from[i]).toArray();
    }
}
