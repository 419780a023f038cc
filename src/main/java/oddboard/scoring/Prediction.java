package oddboard.scoring;

import oddboard.image.RasterImage;
import oddboard.registry.ModelVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of one image.
 *
 * @param score raw, larger = more anomalous
 * @param threshold by what it is judged; null where the model has no threshold
 * @param map a byte a pixel, from the darkest to the brightest color on the scale of the model's run, over the part of the image
 *     that the model saw and in its shape; null where nobody asked
 * @param values of the map in the detector's own resolution, row by row; null where nobody asked
 * @param valuesEdge how many of them are a row; 0 without them
 */
public record Prediction(
        ModelVersion model,
        double score,
        Scoring.@Nullable AppliedThreshold threshold,
        @Nullable RasterImage map,
        float @Nullable [] values,
        int valuesEdge) {
    public @Nullable Double calibrated() {
        return threshold == null ? null : Double.valueOf(threshold.calibrated(score));
    }

    public Scoring.@Nullable Outcome outcome() {
        return threshold == null ? null : threshold.outcome(score);
    }
}
