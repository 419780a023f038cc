package oddboard.metric;

/**
 * What every threshold makes of the images, in order of descending threshold; the first, +infinity, takes none.
 *
 * @param threshold an image raises an alarm where score >= threshold
 * @param found anomalous images that raise one, by threshold
 * @param falseAlarms normal images that raise one, by threshold
 */
public record OperatingPoints(double[] threshold, int[] found, int[] falseAlarms, int anomalous, int normal) {

    /** One threshold and its counts; shares are NaN where nothing is there to be shared. */
    public record Point(double threshold, int found, int falseAlarms, int missed, int passed) {
        /** True positive rate. */
        public double recall() {
            return (double) found / (found + missed);
        }

        /** False positive rate. */
        public double falseAlarmRate() {
            return (double) falseAlarms / (falseAlarms + passed);
        }

        public double precision() {
            return (double) found / (found + falseAlarms);
        }

        /** Harmonic mean of precision and recall; 0 where nothing is found. */
        public double f1() {
            return 2.0 * found / (2.0 * found + falseAlarms + missed);
        }
    }

    /** @throws IllegalArgumentException lengths differ, a score is NaN (named by index), or one class is missing */
    public static OperatingPoints of(double[] scores, boolean[] labels) {
        return of(Classes.of(scores, labels));
    }

    static OperatingPoints of(Classes classes) {
        double[] high = classes.anomalous();
        double[] low = classes.normal();
        int points = classes.distinct() + 1;
        OperatingPoints all =
                new OperatingPoints(new double[points], new int[points], new int[points], high.length, low.length);
        all.threshold[0] = Double.POSITIVE_INFINITY;
        int p = high.length;
        int n = low.length;
        for (int i = 1; i < points; i++) {
            double at = p == 0 ? low[n - 1] : n == 0 ? high[p - 1] : Math.max(high[p - 1], low[n - 1]);
            p = Classes.below(high, p, at);
            n = Classes.below(low, n, at);
            all.threshold[i] = at;
            all.found[i] = high.length - p;
            all.falseAlarms[i] = low.length - n;
        }
        return all;
    }

    public Point at(int i) {
        return new Point(threshold[i], found[i], falseAlarms[i], anomalous - found[i], normal - falseAlarms[i]);
    }

    /** The largest F1 of all; the highest of the thresholds that reach it. */
    public Point bestF1() {
        int best = 0;
        for (int i = 1; i < threshold.length; i++) {
            if (at(i).f1() > at(best).f1()) {
                best = i;
            }
        }
        return at(best);
    }

    /** The fewest false alarms at which at least this share of the anomalous images is found; FPR at TPR, no interpolation. */
    public Point recallAtLeast(double recall) {
        int i = 0;
        while ((double) found[i] / anomalous < recall) {
            i++;
        }
        return at(i);
    }

    /** The most found at which at most this share of the normal images raises an alarm; TPR at FPR, no interpolation. */
    public Point falseAlarmsAtMost(double rate) {
        int i = threshold.length - 1;
        while ((double) falseAlarms[i] / normal > rate) {
            i--;
        }
        // Of the thresholds with these counts, the highest.
        while (i > 0 && found[i - 1] == found[i] && falseAlarms[i - 1] == falseAlarms[i]) {
            i--;
        }
        return at(i);
    }
}
