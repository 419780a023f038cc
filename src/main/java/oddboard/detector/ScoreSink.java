package oddboard.detector;

/** Takes the result for each image, in order. */
@FunctionalInterface
public interface ScoreSink {
    /**
     * @param score sqrt of the summed squared error over C, H, W, in units of the -1..1 range; finite
     * @param reconstruction uint8 HWC, {@code shape.elements()} bytes; valid during the call alone
     */
    void accept(int index, double score, byte[] reconstruction);
}
