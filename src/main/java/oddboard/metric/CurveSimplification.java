package oddboard.metric;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.PriorityQueue;
import java.util.Queue;

/** Fewer points that keep a curve's shape (Douglas and Peucker, 1973). */
final class CurveSimplification {
    private final double[] x;
    private final double[] y;

    private CurveSimplification(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /** The points to keep, at most {@code limit} of them, in order; the ends and corners first. */
    static int[] keep(double[] x, double[] y, int limit) {
        if (limit < 2) {
            throw new IllegalArgumentException("A curve needs at least 2 points, not " + limit + ".");
        }
        return new CurveSimplification(x, y).keep(limit);
    }

    static double[] pick(double[] from, int[] index) {
        return Arrays.stream(index).mapToDouble(i -> from[i]).toArray();
    }

    private int[] keep(int limit) {
        BitSet kept = new BitSet(x.length);
        kept.set(0);
        kept.set(x.length - 1);
        Queue<Bend> bends = new PriorityQueue<>((a, b) -> Double.compare(b.distance, a.distance));
        Queue<Bend> fresh = new ArrayDeque<>();
        fresh.add(bend(0, x.length - 1));
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
        return kept.stream().toArray();
    }

    /** The point between two kept ones that lies farthest from their chord. */
    private record Bend(int from, int to, int at, double distance) {}

    private Bend bend(int from, int to) {
        double dx = x[to] - x[from];
        double dy = y[to] - y[from];
        double length = Math.hypot(dx, dy);
        int at = from;
        double farthest = 0;
        for (int i = from + 1; i < to; i++) {
            double distance = length == 0
                    ? Math.hypot(x[i] - x[from], y[i] - y[from])
                    : Math.abs((x[i] - x[from]) * dy - (y[i] - y[from]) * dx) / length;
            if (distance > farthest) {
                farthest = distance;
                at = i;
            }
        }
        // Rounding alone bends a straight line by about 1e-16.
        return new Bend(from, to, at, farthest < 1e-15 ? 0 : farthest);
    }
}
