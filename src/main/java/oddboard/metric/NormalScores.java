package oddboard.metric;

import java.util.Arrays;

/** Scores of normal images, and thresholds that follow from them alone; an image is flagged where score >= threshold. */
public final class NormalScores {
    private final double[] sorted;

    private NormalScores(double[] sorted) {
        this.sorted = sorted;
    }

    /** @throws IllegalArgumentException where there is none, or one is not finite (named by index) */
    public static NormalScores of(double[] scores) {
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException("Score " + i + " is not a finite number.");
            }
        }
        if (scores.length == 0) {
            throw new IllegalArgumentException("There are no scores.");
        }
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        return new NormalScores(sorted);
    }

    public int count() {
        return sorted.length;
    }

    /** With linear interpolation between neighbors, as NumPy's default (Hyndman and Fan's type 7); {@code share} is 0 to 1. */
    public double quantile(double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    public double mean() {
        return Arrays.stream(sorted).sum() / sorted.length;
    }

    /** Of a sample: the sum of squares divided by n - 1; 0 of a single score. */
    public double deviation() {
        double mean = mean();
        double squares = Arrays.stream(sorted).map(s -> (s - mean) * (s - mean)).sum();
        return Math.sqrt(squares / Math.max(1, sorted.length - 1));
    }

    /** The median plus {@code factor} times the distance from it to the quantile; where the zero of the scores lies does not matter. */
    public double scaledQuantile(double share, double factor) {
        double median = quantile(0.5);
        return median + factor * (quantile(share) - median);
    }

    /** The fewest scores by which {@link #atMostFalseAlarms} can keep a budget. */
    public static int neededFor(double budget) {
        return (int) Math.ceil(1 / budget - 1e-9) - 1;
    }

    /**
     * The lowest threshold at which a new normal image is flagged with a probability of at most {@code budget}, whatever the
     * distribution: of n + 1 equally likely places at most a share of {@code budget} lies above it (split conformal
     * prediction, Papadopoulos et al. 2002).
     *
     * @throws IllegalArgumentException where there are fewer scores than {@link #neededFor}
     */
    public double atMostFalseAlarms(double budget) {
        int flagged = (int) Math.floor(budget * (sorted.length + 1) + 1e-9) - 1;
        if (flagged < 0) {
            throw new IllegalArgumentException(sorted.length + " scores can't keep a budget of " + budget + ".");
        }
        double passed = sorted[sorted.length - 1 - Math.min(flagged, sorted.length - 1)];
        int next = sorted.length - 1 - flagged;
        while (next < sorted.length && sorted[next] <= passed) {
            next++;
        }
        return next == sorted.length
                ? Math.nextUp(passed)
                : Math.max(Math.nextUp(passed), passed + (sorted[next] - passed) / 2);
    }

    /** The share that a threshold flags. */
    public Proportion flagged(double threshold) {
        int flagged = (int) Arrays.stream(sorted).filter(s -> s >= threshold).count();
        return Proportion.of(flagged, sorted.length);
    }
}
