package oddboard.run;

/**
 * Raw scores of a run that succeeded, test images in order, and the labels that it was judged by.
 *
 * @param errorScale error (0..255) that maps show as the brightest colour
 */
public record Scores(double[] scores, boolean[] anomalous, String[] type, String reconstructionsSha256, double errorScale) {}
