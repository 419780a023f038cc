package oddboard.duplicate;

import java.util.Arrays;
import java.util.Random;
import oddboard.image.RasterImage;

/**
 * Places of an image that are found again in another crop of the same picture, with what is around each in 64 bits:
 * extremes of a difference of box filters, and BRIEF (Calonder et al. 2010) on the smoothed image.
 *
 * @param halvings how often the image was halved before, so that all crops of one size are looked at alike
 * @param x of each place, in pixels after the halvings
 */
public record Keypoints(int halvings, short[] x, short[] y, long[] bits) {
    public static final Keypoints NONE = new Keypoints(0, new short[0], new short[0], new long[0]);
    /** Of an image at most. */
    static final int MAX = 48;

    private static final int EDGE = 400;
    private static final int SMALL = 48;
    private static final int REACH = 10;
    private static final int APART = 6;
    private static final float FAINT = 1.5f;
    private static final int[] PAIRS = pairs();

    /** @return none of an image of less than 48 pixels, or with nothing in it */
    public static Keypoints of(RasterImage image) {
        int width = image.width();
        int height = image.height();
        int halvings = 0;
        while (Math.max(width, height) > EDGE) {
            width /= 2;
            height /= 2;
            halvings++;
        }
        if (Math.min(width, height) < SMALL) {
            return NONE;
        }
        var levels = reduced(image, width, height, halvings);
        var fine = blurred(levels, width, height, 1);
        var coarse = blurred(fine, width, height, 4);
        return strongest(fine, coarse, width, height, halvings);
    }

    int count() {
        return bits.length;
    }

    private static Keypoints strongest(float[] fine, float[] coarse, int width, int height, int halvings) {
        var response = new float[fine.length];
        for (int i = 0; i < fine.length; i++) {
            response[i] = Math.abs(fine[i] - coarse[i]);
        }
        var found = new long[256];
        int count = 0;
        for (int y = REACH + 1; y < height - REACH - 1; y++) {
            for (int x = REACH + 1; x < width - REACH - 1; x++) {
                float here = response[y * width + x];
                if (here > FAINT && isLargest(response, width, x, y, here)) {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, 2 * count);
                    }
                    // Positive floats are ordered as their bits are.
                    found[count++] = (long) Float.floatToIntBits(here) << 32 | y * width + x;
                }
            }
        }
        Arrays.sort(found, 0, count);
        int kept = Math.min(MAX, count);
        var points = new Keypoints(halvings, new short[kept], new short[kept], new long[kept]);
        for (int i = 0; i < kept; i++) {
            int at = (int) found[count - 1 - i];
            points.x[i] = (short) (at % width);
            points.y[i] = (short) (at / width);
            points.bits[i] = around(fine, width, at);
        }
        return points;
    }

    private static boolean isLargest(float[] response, int width, int x, int y, float here) {
        int at = y * width + x;
        // Most places fail beside themselves.
        if (response[at - 1] > here
                || response[at + 1] >= here
                || response[at - width] > here
                || response[at + width] >= here) {
            return false;
        }
        for (int dy = -APART; dy <= APART; dy++) {
            for (int dx = -APART; dx <= APART; dx++) {
                float there = response[at + dy * width + dx];
                if (there > here || there == here && (dy > 0 || dy == 0 && dx > 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static long around(float[] fine, int width, int at) {
        long bits = 0;
        for (int i = 0; i < 64; i++) {
            float one = fine[at + PAIRS[4 * i + 1] * width + PAIRS[4 * i]];
            float other = fine[at + PAIRS[4 * i + 3] * width + PAIRS[4 * i + 2]];
            bits |= one < other ? 1L << i : 0;
        }
        return bits;
    }

    private static int[] pairs() {
        var random = new Random(11);
        var pairs = new int[4 * 64];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (int) Math.clamp(Math.round(random.nextGaussian() * REACH / 2), -REACH, REACH);
        }
        return pairs;
    }

    /** The mean of so many samples as become one; of colors the plain mean. */
    private static float[] reduced(RasterImage image, int width, int height, int halvings) {
        int edge = 1 << halvings;
        int stride = image.width() * image.channels();
        int across = edge * image.channels();
        float scale = 1f / (edge * across);
        var data = image.data();
        var to = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int sum = 0;
                for (int row = 0; row < edge; row++) {
                    int at = (y * edge + row) * stride + x * across;
                    for (int i = at; i < at + across; i++) {
                        sum += data[i] & 0xff;
                    }
                }
                to[y * width + x] = sum * scale;
            }
        }
        return to;
    }

    /** The mean of a square around each pixel; at the sides of what of it is within. */
    private static float[] blurred(float[] from, int width, int height, int radius) {
        return down(across(from, width, height, radius), width, height, radius);
    }

    private static float[] across(float[] from, int width, int height, int radius) {
        var to = new float[from.length];
        for (int y = 0; y < height; y++) {
            int row = y * width;
            float sum = 0;
            int count = 0;
            for (int x = -radius; x < width; x++) {
                if (x + radius < width) {
                    sum += from[row + x + radius];
                    count++;
                }
                if (x - radius - 1 >= 0) {
                    sum -= from[row + x - radius - 1];
                    count--;
                }
                if (x >= 0) {
                    to[row + x] = sum / count;
                }
            }
        }
        return to;
    }

    private static float[] down(float[] from, int width, int height, int radius) {
        var to = new float[from.length];
        var sum = new float[width];
        int count = 0;
        for (int y = -radius; y < height; y++) {
            boolean enters = y + radius < height;
            boolean leaves = y - radius - 1 >= 0;
            count += (enters ? 1 : 0) - (leaves ? 1 : 0);
            for (int x = 0; x < width; x++) {
                sum[x] += (enters ? from[(y + radius) * width + x] : 0)
                        - (leaves ? from[(y - radius - 1) * width + x] : 0);
                if (y >= 0) {
                    to[y * width + x] = sum[x] / count;
                }
            }
        }
        return to;
    }
}
