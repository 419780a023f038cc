package oddboard.image;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How the values of one or more images are spread: enough to tell in which range they were meant. */
public final class ValueStatistics {
    /** Bit depths of whole numbers that images have. */
    static final int MIN_BITS = 8;

    static final int MAX_BITS = 16;
    /** Of the largest value, how far below 0 is next to 0, and how far a resized image may get. */
    static final double NEXT_TO = 0.02;

    static final double OVERSHOOT = 0.25;
    private static final double[] EDGES = edges();

    private long count;
    private long notFinite;
    private long firstNotFinite = -1;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private long fractions;
    /** How many values lie above the edge before it and not above this one. */
    private final long[] buckets = new long[EDGES.length + 1];

    private static double[] edges() {
        var below = DoubleStream.concat(
                DoubleStream.of(0, NEXT_TO, 0.5, 0.55, 1, 1.5),
                IntStream.rangeClosed(MIN_BITS, MAX_BITS)
                        .mapToDouble(ValueStatistics::largest)
                        .flatMap(most -> DoubleStream.of(NEXT_TO * most, OVERSHOOT * most)));
        var above = DoubleStream.concat(
                DoubleStream.of(0.55, 1, 1.02, 1.5, 16, 300, 1 << 24, Integer.MAX_VALUE, 0xffffffffL),
                IntStream.rangeClosed(MIN_BITS, MAX_BITS).mapToDouble(ValueStatistics::largest));
        return DoubleStream.concat(below.map(edge -> Math.nextDown(-edge)), above)
                .sorted()
                .distinct()
                .toArray();
    }

    /** The largest whole number of so many bits. */
    static double largest(int bits) {
        return (1 << bits) - 1;
    }

    public void add(double value) {
        count++;
        if (!Double.isFinite(value)) {
            if (notFinite++ == 0) {
                firstNotFinite = count - 1;
            }
            return;
        }
        min = Math.min(min, value);
        max = Math.max(max, value);
        fractions += value == Math.rint(value) ? 0 : 1;
        int at = Arrays.binarySearch(EDGES, value);
        buckets[at < 0 ? -at - 1 : at]++;
    }

    public ValueStatistics and(ValueStatistics other) {
        var both = new ValueStatistics();
        both.count = count + other.count;
        both.notFinite = notFinite + other.notFinite;
        both.firstNotFinite =
                firstNotFinite >= 0 || other.firstNotFinite < 0 ? firstNotFinite : count + other.firstNotFinite;
        both.min = Math.min(min, other.min);
        both.max = Math.max(max, other.max);
        both.fractions = fractions + other.fractions;
        for (int i = 0; i < buckets.length; i++) {
            both.buckets[i] = buckets[i] + other.buckets[i];
        }
        return both;
    }

    public double min() {
        return min;
    }

    public double max() {
        return max;
    }

    public long notFinite() {
        return notFinite;
    }

    /** Place of the first value that is not finite, in the order in which they came; -1 where there is none. */
    public long firstNotFinite() {
        return firstNotFinite;
    }

    boolean isWhole() {
        return fractions == 0;
    }

    /** The share of values above one of the edges. */
    double above(double edge) {
        return share(index(edge) + 1, buckets.length);
    }

    /** The share of values below one of the edges. */
    double below(double edge) {
        return share(0, index(Math.nextDown(edge)) + 1);
    }

    private static int index(double edge) {
        int at = Arrays.binarySearch(EDGES, edge);
        if (at < 0) {
            throw new IllegalArgumentException("no edge at " + edge);
        }
        return at;
    }

    private double share(int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += buckets[i];
        }
        return count == 0 ? 0 : (double) sum / count;
    }

    /** How many values a range of {@link RangeRule} cuts off. */
    public long outside(ValueRange range) {
        long sum = 0;
        if (max > range.to()) {
            sum += Math.round(above(range.to()) * count);
        }
        if (min < range.from()) {
            sum += Math.round(below(range.from()) * count);
        }
        return sum;
    }

    /** The share of values that a range cuts off. */
    public double shareOutside(ValueRange range) {
        return count == 0 ? 0 : (double) outside(range) / count;
    }
}
