package oddboard.run;

import oddboard.dataset.Labels;

/**
 * Raw scores of a run that succeeded, test images in order, and what whoever asks may know of their labels.
 *
 * @param errorScale error (0..255) that maps show as the brightest color
 */
public record Scores(double[] scores, Labels labels, double errorScale) {
    /** With all labels known. */
    public Scores(double[] scores, boolean[] anomalous, String[] type, double errorScale) {
        this(scores, new Labels(0, 0, anomalous, type), errorScale);
    }

    static Scores of(RunResults.StoredScores run, Labels labels) {
        return new Scores(run.scores(), labels, run.errorScale());
    }

    /** False where the label is hidden: see {@link #knows}. */
    public boolean[] anomalous() {
        return labels.anomalous();
    }

    /** "" where normal, unknown or hidden. */
    public String[] type() {
        return labels.type();
    }

    /** Whether this image's label is known. */
    public boolean knows(int image) {
        return labels.knows(image);
    }

    /** Only the images whose label is known, one after the other: what metrics use. */
    public Scores evaluating() {
        return new Scores(labels.evaluated(scores), labels.evaluating(), errorScale);
    }
}
