package oddboard.scoring;

import oddboard.registry.ModelVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of one image.
 *
 * @param score raw, larger = more anomalous
 * @param threshold by what it is judged; null where the model has no threshold
 * @param map a byte a pixel, from the darkest to the brightest color on the scale of the model's run; null where nobody asked
 * @param edge of the map in pixels; 0 without one
 * @param values of the map in the detector's own resolution, row by row; null where nobody asked
 * @param valuesEdge how many of them are a row; 0 without them
 */
public record Prediction(
        ModelVersion model,
        double score,
        Scoring.@Nullable AppliedThreshold threshold,
        byte @Nullable [] map,
        int edge,
        float @Nullable [] values,
        int valuesEdge) {
    public @Nullable Double calibrated() {
        return threshold == null ? null : Double.valueOf(threshold.calibrated(score));
    }

    public Scoring.@Nullable Outcome outcome() {
        return threshold == null ? null : threshold.outcome(score);
    }
}
