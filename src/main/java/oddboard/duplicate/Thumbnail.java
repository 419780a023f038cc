package oddboard.duplicate;

import java.util.Random;
import oddboard.image.RasterImage;
import oddboard.image.Resizer;

/** An image made so small that only what it shows is left. */
public final class Thumbnail {
    /** Edge in pixels. */
    static final int EDGE = 32;

    static final int PIXELS = EDGE * EDGE;
    /** Standard deviation in gray levels below which an image shows nothing that could be compared. */
    private static final double PLAIN = 2;

    private Thumbnail() {}

    /** @return 32 x 32 gray levels, row by row, whatever the image's shape */
    public static byte[] of(RasterImage image) {
        return Resizer.resize(image, EDGE, EDGE).withChannels(1).data();
    }

    /** In place of an image that can't be read: like no other. */
    public static byte[] none(String name) {
        var levels = new byte[PIXELS];
        new Random(name.hashCode()).nextBytes(levels);
        for (int i = 0; i < PIXELS; i++) {
            levels[i] &= 1;
        }
        return levels;
    }

    /**
     * Gray levels without brightness and contrast: mean 0, standard deviation 1.
     *
     * @param to {@link #PIXELS} long; all 0 where the image is plain
     */
    static void normalize(byte[] thumbnail, float[] to) {
        double sum = 0;
        double squares = 0;
        for (byte pixel : thumbnail) {
            int level = pixel & 0xff;
            sum += level;
            squares += level * level;
        }
        double mean = sum / PIXELS;
        double deviation = Math.sqrt(Math.max(0, squares / PIXELS - mean * mean));
        double scale = deviation < PLAIN ? 0 : 1 / deviation;
        for (int i = 0; i < PIXELS; i++) {
            to[i] = (float) (((thumbnail[i] & 0xff) - mean) * scale);
        }
    }
}
