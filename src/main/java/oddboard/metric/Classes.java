package oddboard.metric;

import java.util.Arrays;

/** The scores of each class in ascending order: what all metrics here are made of. */
record Classes(double[] anomalous, double[] normal) {

    /** @throws IllegalArgumentException lengths differ, a score is NaN (named by index), or one class is missing */
    static Classes of(double[] scores, boolean[] anomalous) {
        Classes classes = split(scores, anomalous);
        Arrays.sort(classes.anomalous);
        Arrays.sort(classes.normal);
        return classes;
    }

    /** The same two arrays in the order of the images. */
    static Classes split(double[] scores, boolean[] anomalous) {
        if (scores.length != anomalous.length) {
            throw new IllegalArgumentException(
                    "There are " + scores.length + " scores but " + anomalous.length + " labels.");
        }
        int positives = 0;
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("Score " + i + " is not a number.");
            }
            if (anomalous[i]) {
                positives++;
            }
        }
        if (positives == 0 || positives == scores.length) {
            throw new IllegalArgumentException("Both anomalous and normal images are needed; all " + scores.length
                    + " are " + (positives == 0 ? "normal." : "anomalous."));
        }
        double[] high = new double[positives];
        double[] low = new double[scores.length - positives];
        int h = 0;
        int l = 0;
        for (int i = 0; i < scores.length; i++) {
            if (anomalous[i]) {
                high[h++] = scores[i];
            } else {
                low[l++] = scores[i];
            }
        }
        return new Classes(high, low);
    }

    /** Pairs of one image of each class. */
    double pairs() {
        return (double) anomalous.length * normal.length;
    }

    /** How many different scores there are, over both classes. */
    int distinct() {
        int count = 0;
        int p = anomalous.length;
        int n = normal.length;
        while (p > 0 || n > 0) {
            double at = p == 0 ? normal[n - 1] : n == 0 ? anomalous[p - 1] : Math.max(anomalous[p - 1], normal[n - 1]);
            p = below(anomalous, p, at);
            n = below(normal, n, at);
            count++;
        }
        return count;
    }

    /** The highest end of a run of scores that are lower than {@code value}, coming down from {@code end}. */
    static int below(double[] ascending, int end, double value) {
        int i = end;
        while (i > 0 && ascending[i - 1] >= value) {
            i--;
        }
        return i;
    }
}
