package oddboard.duplicate;

import oddboard.image.RasterImage;

/** Whether two images have the same pixels where one lies over the other. */
final class Overlap {
    /** Of the smaller image. */
    private static final double LEAST = 0.1;
    /** So much of the step from a pixel to the next one may the two differ, in the mean. */
    private static final double DIFFERENCE = 0.35;
    /** Mean step from a pixel to the next one, in gray levels, below which there is nothing to compare. */
    private static final double PLAIN = 1;

    private static final int SEARCHED = 4_000;
    private static final int COMPARED = 200_000;

    private Overlap() {}

    /**
     * @param dx how far the second image's left side lies to the right of the first one's, about
     * @param tolerance so many pixels it may be more or less
     * @return the share of the smaller image that both show, 0.1 to 1; 0 where they don't show the same
     */
    static double share(RasterImage first, RasterImage second, int dx, int dy, int tolerance) {
        var one = first.withChannels(1);
        var other = second.withChannels(1);
        int bestX = dx;
        int bestY = dy;
        double best = Double.MAX_VALUE;
        for (int y = dy - tolerance; y <= dy + tolerance; y++) {
            for (int x = dx - tolerance; x <= dx + tolerance; x++) {
                double difference = difference(one, other, x, y, SEARCHED);
                if (difference < best) {
                    best = difference;
                    bestX = x;
                    bestY = y;
                }
            }
        }
        double share = (double) width(one, other, bestX)
                * height(one, other, bestY)
                / Math.min((long) one.width() * one.height(), (long) other.width() * other.height());
        return share >= LEAST && difference(one, other, bestX, bestY, COMPARED) <= DIFFERENCE ? share : 0;
    }

    private static int width(RasterImage one, RasterImage other, int dx) {
        return Math.max(0, Math.min(one.width(), dx + other.width()) - Math.max(0, dx));
    }

    private static int height(RasterImage one, RasterImage other, int dy) {
        return Math.max(0, Math.min(one.height(), dy + other.height()) - Math.max(0, dy));
    }

    /** Mean difference of the two against the mean step from a pixel to the next; large where there is nothing to compare. */
    private static double difference(RasterImage one, RasterImage other, int dx, int dy, int most) {
        int width = width(one, other, dx) - 1;
        int height = height(one, other, dy) - 1;
        if (width < 8 || height < 8) {
            return Double.MAX_VALUE;
        }
        int step = (int) Math.max(1, Math.ceil(Math.sqrt((double) width * height / most)));
        long differences = 0;
        long steps = 0;
        int count = 0;
        for (int y = Math.max(0, dy); y < Math.max(0, dy) + height; y += step) {
            for (int x = Math.max(0, dx); x < Math.max(0, dx) + width; x += step) {
                int at = y * one.width() + x;
                int there = (y - dy) * other.width() + x - dx;
                int here = one.data()[at] & 0xff;
                differences += Math.abs(here - (other.data()[there] & 0xff));
                steps += Math.abs(here - (one.data()[at + 1] & 0xff))
                        + Math.abs(here - (one.data()[at + one.width()] & 0xff));
                count++;
            }
        }
        double mean = steps / 2.0 / count;
        return mean < PLAIN ? Double.MAX_VALUE : (double) differences / count / mean;
    }
}
