package oddboard.metric;

import java.util.Optional;

/**
 * How well error maps point at the anomalous pixels: pixel AUROC, and the area under the per-region overlap (Bergmann et
 * al. 2020) up to a false positive rate of 0.3, and up to 0.05, each divided by it. Regions are connected over edges and corners. Images come
 * one by one and only counts are kept; for maps of whole steps from 0 to 255 that is exact. Not thread-safe.
 */
public final class PixelMetrics {
    private static final int STEPS = 256;
    private static final double LIMIT = 0.3;
    private static final double LOW_LIMIT = 0.05;

    private final int size;
    private final long[] normal = new long[STEPS];
    private final long[] anomalous = new long[STEPS];
    /** Sum over regions of the share of their pixels that have this error. */
    private final double[] overlap = new double[STEPS];

    private int[] stack = {};
    private int regions;

    /** @param size edge of square maps and masks in pixels */
    public PixelMetrics(int size) {
        this.size = size;
    }

    /** Of images of any size. */
    public PixelMetrics() {
        this(0);
    }

    /**
     * @param regions anomalous regions over all images
     * @param aupro up to a false positive rate of 0.3, 0..1
     * @param auproAtFpr5 up to a false positive rate of 0.05, 0..1
     */
    public record Values(double auroc, double aupro, double auproAtFpr5, int regions) {}

    /**
     * An image.
     *
     * @param error by pixel, row by row, unsigned 0..255
     * @param mask by pixel, other than 0 = anomalous; all 0 for a normal image
     */
    public void add(byte[] error, byte[] mask) {
        if (error.length != size * size) {
            throw new IllegalArgumentException("A map has " + size * size + " pixels, not " + error.length + ".");
        }
        add(error, mask, size);
    }

    /**
     * As {@link #add(byte[], byte[])}.
     *
     * @param width of the image in pixels
     */
    public void add(byte[] error, byte[] mask, int width) {
        if (error.length != mask.length || width < 1 || error.length % width != 0) {
            throw new IllegalArgumentException("A map and its mask have as many pixels in rows of " + width + ", not "
                    + error.length + " and " + mask.length + ".");
        }
        if (stack.length < mask.length) {
            stack = new int[mask.length];
        }
        boolean[] seen = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] == 0) {
                normal[error[i] & 0xff]++;
            } else {
                anomalous[error[i] & 0xff]++;
                if (!seen[i]) {
                    region(error, mask, width, seen, i);
                }
            }
        }
    }

    private void region(byte[] error, byte[] mask, int width, boolean[] seen, int start) {
        int height = mask.length / width;
        int[] counts = new int[STEPS];
        int pixels = 0;
        int top = 0;
        stack[top++] = start;
        seen[start] = true;
        while (top > 0) {
            int at = stack[--top];
            counts[error[at] & 0xff]++;
            pixels++;
            int x = at % width;
            int y = at / width;
            for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    int next = ny * width + nx;
                    if (mask[next] != 0 && !seen[next]) {
                        seen[next] = true;
                        stack[top++] = next;
                    }
                }
            }
        }
        for (int i = 0; i < STEPS; i++) {
            overlap[i] += (double) counts[i] / pixels;
        }
        regions++;
    }

    /** Empty where no pixel is anomalous, or none normal. */
    public Optional<Values> metrics() {
        long normals = sum(normal);
        long anomalies = sum(anomalous);
        if (normals == 0 || anomalies == 0) {
            return Optional.empty();
        }
        double twiceWon = 0;
        double area = 0;
        double lowArea = 0;
        double fpr = 0;
        double pro = 0;
        long above = 0;
        for (int step = STEPS - 1; step >= 0; step--) {
            twiceWon += (double) normal[step] * (2 * above + anomalous[step]);
            above += anomalous[step];
            double nextFpr = fpr + (double) normal[step] / normals;
            double nextPro = pro + overlap[step] / regions;
            area += below(LIMIT, fpr, nextFpr, pro, nextPro);
            lowArea += below(LOW_LIMIT, fpr, nextFpr, pro, nextPro);
            fpr = nextFpr;
            pro = nextPro;
        }
        return Optional.of(new Values(
                twiceWon / (2.0 * normals * anomalies),
                Math.min(1, area / LIMIT),
                Math.min(1, lowArea / LOW_LIMIT),
                regions));
    }

    /** Area of a straight piece of the curve, as far as it lies within the limit. */
    private static double below(double limit, double from, double to, double low, double high) {
        if (from >= limit || to <= from) {
            return 0;
        }
        if (to <= limit) {
            return (to - from) * (low + high) / 2;
        }
        double cut = low + (high - low) * (limit - from) / (to - from);
        return (limit - from) * (low + cut) / 2;
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
