package oddboard.metric;

import java.util.Arrays;
import java.util.List;

/** Several models' scores of the same images made one. Labels play no part. */
public final class ScoreEnsemble {
    private ScoreEnsemble() {}

    /**
     * Mean of the scores' ranks among all images, 0..1; equal scores share their mean rank.
     *
     * @param models at least one, all of the same length
     * @throws IllegalArgumentException lengths differ, or a score is NaN (named by index)
     */
    public static double[] ranks(List<double[]> models) {
        double[] combined = new double[models.getFirst().length];
        for (double[] scores : models) {
            check(scores, combined.length);
            double[] sorted = scores.clone();
            Arrays.sort(sorted);
            for (int i = 0; i < combined.length; i++) {
                combined[i] += Ranks.twicePlace(sorted, scores[i]) / (2.0 * combined.length) / models.size();
            }
        }
        return combined;
    }

    /**
     * Mean of the scores' distances from the mean of normal training images, in their standard deviations.
     *
     * @param mean of each model's scores of training images
     * @param deviation of the same, above 0
     * @throws IllegalArgumentException lengths differ, a score is NaN (named by index), or a deviation is not above 0
     */
    public static double[] distances(List<double[]> models, double[] mean, double[] deviation) {
        double[] combined = new double[models.getFirst().length];
        for (int m = 0; m < models.size(); m++) {
            double[] scores = models.get(m);
            check(scores, combined.length);
            if (!(deviation[m] > 0)) {
                throw new IllegalArgumentException(
                        "The deviation of model " + m + " must be above 0, not " + deviation[m] + ".");
            }
            for (int i = 0; i < combined.length; i++) {
                combined[i] += (scores[i] - mean[m]) / deviation[m] / models.size();
            }
        }
        return combined;
    }

    private static void check(double[] scores, int length) {
        if (scores.length != length) {
            throw new IllegalArgumentException("There are " + scores.length + " scores for " + length + " images.");
        }
        for (int i = 0; i < length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("Score " + i + " is not a number.");
            }
        }
    }
}
