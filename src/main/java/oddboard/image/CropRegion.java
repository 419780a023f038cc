package oddboard.image;

/**
 * The part of an image that is taken, and the size that it gets; the rest of the square stays black.
 *
 * @param width of the part, from {@code x}
 * @param toWidth at most the square's edge; centered
 */
public record CropRegion(int x, int y, int width, int height, int toWidth, int toHeight) {
    public static CropRegion of(Crop crop, double fraction, int width, int height, int size) {
        return switch (crop) {
            case KEEP -> new CropRegion(0, 0, width, height, size, size);
            case SQUARE, CENTRE -> {
                int edge = edge(crop, fraction, width, height);
                yield new CropRegion((width - edge) / 2, (height - edge) / 2, edge, edge, size, size);
            }
            case FIT -> {
                int edge = Math.max(width, height);
                yield new CropRegion(
                        0,
                        0,
                        width,
                        height,
                        Math.max(1, Math.round((float) width * size / edge)),
                        Math.max(1, Math.round((float) height * size / edge)));
            }
        };
    }

    /** The edge of the square that a crop makes of an image, before it is resized. */
    public static int edge(Crop crop, double fraction, int width, int height) {
        return switch (crop) {
            case SQUARE -> Math.min(width, height);
            case CENTRE -> (int) Math.max(1, Math.round(fraction * Math.min(width, height)));
            case FIT, KEEP -> Math.max(width, height);
        };
    }
}
