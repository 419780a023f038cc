package oddboard.scoring;

import oddboard.metric.PopulationStability;

/**
 * How scored images compare to those that the model was trained on.
 *
 * @param seen of the scored images that could be read
 * @param reference of training images; of the score, of those held out of the training where there are any
 * @param referenceFlagged share of the reference's scores that reach the scoring's threshold; NaN without one
 */
public record Drift(Statistics seen, Statistics reference, double referenceFlagged) {
    /** What is compared. */
    public enum Measure {
        SCORE,
        BRIGHTNESS,
        CONTRAST,
        SHARPNESS
    }

    public record Statistics(
            Distribution score, Distribution brightness, Distribution contrast, Distribution sharpness) {
        public Distribution of(Measure measure) {
            return switch (measure) {
                case SCORE -> score;
                case BRIGHTNESS -> brightness;
                case CONTRAST -> contrast;
                case SHARPNESS -> sharpness;
            };
        }

        Statistics with(Statistics other) {
            return new Statistics(
                    score.with(other.score),
                    brightness.with(other.brightness),
                    contrast.with(other.contrast),
                    sharpness.with(other.sharpness));
        }
    }

    /** Population stability index; NaN where either has no values. */
    public double index(Measure measure) {
        return seen.of(measure).index(reference.of(measure));
    }

    /** Whether the index reaches the limit, and more than so few images reach by chance. */
    public boolean exceeds(Measure measure, double limit) {
        double index = index(measure);
        return index >= limit
                && index
                        > PopulationStability.chance(
                                reference.of(measure).count(), seen.of(measure).count());
    }

    /** Of the images of both scorings, which are of one model version. */
    public Drift with(Drift other) {
        return new Drift(seen.with(other.seen), reference, referenceFlagged);
    }
}
