package oddboard.registry;

import java.util.stream.IntStream;
import oddboard.dataset.VersionId;

/**
 * Images that a threshold is calibrated on, with their raw scores.
 *
 * @param anomalous never of another split than TEST
 * @param sha256 of the list of the images' names
 */
public record CalibrationSample(
        VersionId data, CalibrationSplit split, double[] scores, boolean[] anomalous, String sha256) {

    /** Scores of the normal ones. */
    public double[] normal() {
        return IntStream.range(0, scores.length)
                .filter(i -> !anomalous[i])
                .mapToDouble(i -> scores[i])
                .toArray();
    }
}
