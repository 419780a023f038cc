package oddboard.registry;

import java.time.Instant;
import java.util.Map;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;

/**
 * From which raw score a model version's images are flagged.
 *
 * @param value raw score from which an image is flagged
 * @param look raw score from which a person should look, at most {@code value}; null for two outcomes
 * @param scale above 0: raw scores by which the calibrated score moves
 * @param calibration null for a manual threshold of a version without stored scores
 */
public record Threshold(
        ThresholdId id,
        ModelVersionId version,
        Method method,
        Map<String, Object> parameters,
        double value,
        @Nullable Double look,
        double scale,
        @Nullable Calibration calibration,
        String byName,
        Instant createdAt) {

    /** What becomes of an image. */
    public enum Outcome {
        PASS,
        LOOK,
        REJECT
    }

    /**
     * Which normal images it rests on.
     *
     * @param data data set version of the images
     * @param n how many normal images
     * @param sha256 of the list of the images' names
     * @param rate share of them that it flags: the expected false-alarm rate
     * @param low exact 95 % binomial interval of the rate
     */
    public record Calibration(
            VersionId data, CalibrationSplit split, int n, String sha256, double rate, double low, double high) {}

    /** 0 to 1, exactly 0.5 at the threshold, larger = more anomalous. */
    public double calibrated(double raw) {
        return 1 / (1 + Math.exp(-(raw - value) / scale));
    }

    public Outcome outcome(double raw) {
        return raw >= value ? Outcome.REJECT : look != null && raw >= look ? Outcome.LOOK : Outcome.PASS;
    }

    public boolean flags(double raw) {
        return outcome(raw) == Outcome.REJECT;
    }
}
