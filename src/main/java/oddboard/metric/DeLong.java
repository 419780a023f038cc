package oddboard.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * DeLong, DeLong and Clarke-Pearson (1988), by the fast algorithm of Sun and Xu (2014): every image's placement among the
 * other class comes from sorting, never from all pairs.
 */
public final class DeLong {
    /** Below this a difference or an error is one of rounding: a single pair of 100,000 x 100,000 images counts 1e-10. */
    private static final double ROUNDING = 1e-13;

    private DeLong() {}

    /** An AUC with its 95 % interval on the logit scale, within 0..1. */
    public record Interval(double auc, double low, double high, double variance) {}

    /**
     * Two correlated AUCs compared.
     *
     * @param standardError of the difference; NaN where a class has a single image, 0 where neither order leaves a doubt
     * @param p two-sided
     */
    public record Comparison(double difference, double standardError, double z, double p) {
        /** Half of the difference's 95 % interval, and the smallest difference that is significant; NaN where nothing can be said of it. */
        public double margin() {
            return standardError > 0 ? Normal.Z95 * standardError : Double.NaN;
        }
    }

    /**
     * The AUC's variance and 95 % interval. Where DeLong's variance says nothing (it is 0, as for an AUC of 0 or 1, or a
     * class has a single image) the interval is Newcombe's instead, see {@link Newcombe}; {@code variance} is then 0.
     *
     * @throws IllegalArgumentException lengths differ, a score is NaN (named by index), or one class is missing
     */
    public static Interval interval(double[] scores, boolean[] anomalous) {
        Classes sorted = Classes.of(scores, anomalous);
        Placements placements = Placements.ofSorted(sorted);
        double auc = placements.auc();
        double variance = placements.variance();
        if (!(variance > 0) || auc <= 0 || auc >= 1) {
            return Newcombe.interval(auc, sorted.anomalous().length, sorted.normal().length);
        }
        double logit = Math.log(auc / (1 - auc));
        double half = Normal.Z95 * Math.sqrt(variance) / (auc * (1 - auc));
        return new Interval(auc, logistic(logit - half), logistic(logit + half), variance);
    }

    /**
     * Whether two models' AUCs on the same images differ. With a single image in one class nothing can be said: z is 0
     * and p is 1.
     *
     * @throws IllegalArgumentException lengths differ, a score is NaN (named by index), or one class is missing
     */
    public static Comparison compare(double[] scoresA, double[] scoresB, boolean[] anomalous) {
        return against(scoresA, anomalous).compare(scoresB);
    }

    /** One model that many are compared with: what is its own is worked out once. As {@link #compare}. */
    public static Against against(double[] scores, boolean[] anomalous) {
        return new Against(Placements.of(scores, anomalous), anomalous);
    }

    /** A model on some images, or several of which the mean AUC is asked. */
    public static final class Against {
        private final Placements a;
        private final boolean[] anomalous;

        private Against(Placements a, boolean[] anomalous) {
            this.a = a;
            this.anomalous = anomalous;
        }

        /** The difference is this model's AUC minus the other's. */
        public Comparison compare(double[] other) {
            return DeLong.compare(a, Placements.of(other, anomalous));
        }

        /** As {@link #compare(double[])}; the other is of the same images. */
        public Comparison compare(Against other) {
            return DeLong.compare(a, other.a);
        }

        /**
         * Several models as one whose AUC is the mean of theirs. An AUC is linear in its placements, so that tests of means are as exact as
         * those of single models. They say nothing of other models that might be trained in the same way.
         *
         * @param some at least one, all of the same images
         */
        public static Against mean(List<Against> some) {
            Against first = some.getFirst();
            return some.size() == 1
                    ? first
                    : new Against(
                            Placements.mean(some.stream().map(one -> one.a).toList()), first.anomalous);
        }
    }

    private static Comparison compare(Placements a, Placements b) {
        double difference = a.auc() - b.auc();
        // The variance of a difference of sums is that of the sums of differences: no covariance to subtract.
        Placements between = a.minus(b);
        double error = Math.sqrt(between.variance());
        if (error < ROUNDING) {
            error = 0;
        }
        if (Math.abs(difference) < ROUNDING || Double.isNaN(error)) {
            return new Comparison(difference, error, 0, 1);
        }
        double z = difference / error;
        return new Comparison(difference, error, z, Normal.twoSided(z));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** For each image the share of the other class that it is separated from, a tie counting half. */
    private record Placements(double[] anomalous, double[] normal, double auc) {

        static Placements of(double[] scores, boolean[] labels) {
            Classes byImage = Classes.split(scores, labels);
            Classes sorted =
                    new Classes(byImage.anomalous().clone(), byImage.normal().clone());
            Arrays.sort(sorted.anomalous());
            Arrays.sort(sorted.normal());
            return of(byImage, sorted);
        }

        /** Faster where the images' order doesn't matter: neighbors in the sorted arrays are searched side by side. */
        static Placements ofSorted(Classes sorted) {
            return of(sorted, sorted);
        }

        private static Placements of(Classes images, Classes sorted) {
            double[] high = images.anomalous();
            double[] low = images.normal();
            double[] v10 = new double[high.length];
            double[] v01 = new double[low.length];
            long twice = 0;
            for (int i = 0; i < high.length; i++) {
                long place = Ranks.twicePlace(sorted.normal(), high[i]);
                twice += place;
                v10[i] = place / (2.0 * low.length);
            }
            for (int j = 0; j < low.length; j++) {
                v01[j] = 1 - Ranks.twicePlace(sorted.anomalous(), low[j]) / (2.0 * high.length);
            }
            return new Placements(v10, v01, twice / (2 * images.pairs()));
        }

        static Placements mean(List<Placements> some) {
            return new Placements(
                    mean(some, Placements::anomalous),
                    mean(some, Placements::normal),
                    some.stream().mapToDouble(Placements::auc).sum() / some.size());
        }

        private static double[] mean(List<Placements> some, Function<Placements, double[]> of) {
            double[] mean = new double[of.apply(some.getFirst()).length];
            for (Placements one : some) {
                double[] values = of.apply(one);
                Arrays.setAll(mean, i -> mean[i] + values[i] / some.size());
            }
            return mean;
        }

        Placements minus(Placements other) {
            return new Placements(minus(anomalous, other.anomalous), minus(normal, other.normal), auc - other.auc);
        }

        private static double[] minus(double[] a, double[] b) {
            double[] difference = new double[a.length];
            Arrays.setAll(difference, i -> a[i] - b[i]);
            return difference;
        }

        /** NaN where a class has a single image. */
        double variance() {
            return variance(anomalous) / anomalous.length + variance(normal) / normal.length;
        }

        private static double variance(double[] values) {
            // Counted from the first value, so that equal values have a variance of exactly 0.
            double origin = values[0];
            double mean = Arrays.stream(values).map(v -> v - origin).sum() / values.length;
            double squares = 0;
            for (double value : values) {
                squares += (value - origin - mean) * (value - origin - mean);
            }
            return squares / (values.length - 1);
        }
    }
}
