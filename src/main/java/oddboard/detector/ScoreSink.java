package oddboard.detector;

/** Takes the result for each image, in order. */
@FunctionalInterface
public interface ScoreSink {
    /**
     * @param score raw and finite, larger = more anomalous; of an autoencoder the sqrt of the summed squared error over C, H,
     *     W, in units of the -1..1 range
     */
    void accept(int index, double score, Explanation explanation);
}
