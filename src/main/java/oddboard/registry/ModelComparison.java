package oddboard.registry;

import java.util.Optional;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Labels;
import oddboard.metric.DeLong;
import oddboard.metric.OperatingPoints;

/**
 * Two versions of a model on the same test images.
 *
 * @param data the version of the data set whose images they are: that of {@code next}
 * @param images places in its test split of the images that both have scored
 * @param labels of its whole test split, as far as metrics use them
 * @param test DeLong's test of next against present; empty where labels lack a class
 * @param disagreed places in {@code images}, those first on which the two disagree most
 * @param byOutcome whether these are the images that one flags and the other does not; else those whose ranks differ most
 */
public record ModelComparison(
        Side present,
        Side next,
        DatasetVersion data,
        int[] images,
        Labels labels,
        int normal,
        int anomalous,
        Optional<DeLong.Comparison> test,
        int[] disagreed,
        boolean byOutcome) {

    /**
     * One of the two.
     *
     * @param scores of {@code images}, in their order
     * @param threshold by which it flags; empty where it has none
     * @param point what that makes of the labeled images; empty where there are none of one class, or it has no threshold
     */
    public record Side(
            ModelVersion version,
            double[] scores,
            Optional<DeLong.Interval> auc,
            Optional<Threshold> threshold,
            Optional<OperatingPoints.Point> point) {}

    /** Whether all test images of the data are compared. */
    public boolean isWhole() {
        return images.length == data.testCount();
    }
}
