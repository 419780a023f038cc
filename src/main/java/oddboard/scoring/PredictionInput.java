package oddboard.scoring;

/**
 * An image that somebody wants to be scored.
 *
 * @param bytes an image file; or the pixels that the network sees, uint8 HWC
 * @param pixels which of them
 */
public record PredictionInput(byte[] bytes, boolean pixels) {
    /** What to send back beside the score. */
    public enum MapWanted {
        NONE,
        /** In colors, as large as what the network sees. */
        PICTURE,
        /** In numbers, in the detector's own resolution. */
        VALUES
    }

    public static PredictionInput file(byte[] bytes) {
        return new PredictionInput(bytes, false);
    }

    public static PredictionInput pixels(byte[] bytes) {
        return new PredictionInput(bytes, true);
    }
}
