package oddboard.detector;

/**
 * Shape of every image of a source: square, interleaved channels.
 *
 * @param size edge in pixels, 32 to 1024, divisible by 16
 * @param channels 1 (gray) or 3 (RGB)
 */
public record ImageShape(int size, int channels) {
    public ImageShape {
        if (size < 32 || size > 1024 || size % 16 != 0) {
            throw new IllegalArgumentException(
                    "Images must be 32 to 1024 pixels wide and divisible by 16, not " + size + ".");
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("Images must have 1 or 3 channels, not " + channels + ".");
        }
    }

    /** Bytes (or elements) of one image: size * size * channels. */
    public int elements() {
        return size * size * channels;
    }
}
