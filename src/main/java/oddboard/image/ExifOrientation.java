package oddboard.image;

/** Turns an image as its EXIF orientation says. */
final class ExifOrientation {
    private ExifOrientation() {}

    /** @param orientation 1 to 8: 1 as it is, 3 upside down, 6 and 8 a quarter turned, the others mirrored too */
    static RasterImage turn(RasterImage from, int orientation) {
        if (orientation == 1) {
            return from;
        }
        int w = from.width();
        int h = from.height();
        int channels = from.channels();
        boolean swap = orientation >= 5;
        int width = swap ? h : w;
        int height = swap ? w : h;
        var to = new byte[from.data().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int source = switch (orientation) {
                    case 2 -> y * w + (w - 1 - x);
                    case 3 -> (h - 1 - y) * w + (w - 1 - x);
                    case 4 -> (h - 1 - y) * w + x;
                    case 5 -> x * w + y;
                    case 6 -> (h - 1 - x) * w + y;
                    case 7 -> (h - 1 - x) * w + (w - 1 - y);
                    default -> x * w + (w - 1 - y);
                };
                System.arraycopy(from.data(), source * channels, to, (y * width + x) * channels, channels);
            }
        }
        return new RasterImage(width, height, channels, to);
    }
}
