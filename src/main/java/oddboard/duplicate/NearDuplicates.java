package oddboard.duplicate;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Finds images that show the same: saved again, resized, made a little brighter, or taken one after the other.
 *
 * <p>Two images are near duplicates where at most 7 of the 64 bits of their {@link Hashes} differ and their thumbnails,
 * without brightness, contrast and what all images of the set have in common, correlate by 0.98 or more. Turned or shifted
 * images are not found. Images with nothing in them are compared for equality alone.
 *
 * <p>Hashes that differ in at most 7 bits agree in one of 8 bytes, so that each image is compared with those that share a
 * byte with it and not with all. Where more than {@link #MAX_SCANNED} share it, the latest of them are looked at, and the
 * {@link #MAX_CHECKED} nearest of an image are checked: time stays bounded where thousands of images are alike.
 */
public final class NearDuplicates {
    public static final double SIMILAR = 0.98;
    static final int BITS = 7;
    private static final int MAX_SCANNED = 8192;
    private static final int MAX_CHECKED = 50;
    private static final int BANDS = 8;
    private static final int VALUES = 256;

    private final Thumbnails thumbnails;
    private final long[] hashes;
    private final float[] mean;
    private final byte[] one = new byte[Thumbnail.PIXELS];
    private final byte[] other = new byte[Thumbnail.PIXELS];
    private final float[] oneRest = new float[Thumbnail.PIXELS];
    private final float[] otherRest = new float[Thumbnail.PIXELS];
    private int[] candidates = new int[256];
    private int found;

    private NearDuplicates(Thumbnails thumbnails, long[] hashes) {
        this.thumbnails = thumbnails;
        this.hashes = hashes;
        this.mean = thumbnails.mean();
    }

    public interface Sink {
        /**
         * @param earlier less than {@code later}, both by their order in the set
         * @param similarity {@link #SIMILAR} to 1
         */
        void pair(int earlier, int later, double similarity);
    }

    /** Gives each pair once, in the order of the later image; ends early where {@code goOn} says no. */
    public static void find(Thumbnails thumbnails, Sink sink, BooleanSupplier goOn) throws IOException {
        thumbnails.written();
        new NearDuplicates(thumbnails, Hashes.of(thumbnails, goOn)).search(sink, goOn);
    }

    private void search(Sink sink, BooleanSupplier goOn) throws IOException {
        var previous = new int[BANDS][hashes.length];
        var last = new int[BANDS][VALUES];
        for (var band : last) {
            Arrays.fill(band, -1);
        }
        for (int i = 0; i < hashes.length; i++) {
            if (i % 1000 == 0 && !goOn.getAsBoolean()) {
                return;
            }
            found = 0;
            for (int band = 0; band < BANDS; band++) {
                int value = (int) (hashes[i] >>> 8 * band) & 0xff;
                scan(i, band, last[band][value], previous[band]);
                previous[band][i] = last[band][value];
                last[band][value] = i;
            }
            check(i, sink);
        }
    }

    private void scan(int image, int band, int from, int[] previous) {
        long below = (1L << 8 * band) - 1;
        int scanned = 0;
        for (int j = from; j >= 0 && scanned < MAX_SCANNED; j = previous[j], scanned++) {
            long differing = hashes[image] ^ hashes[j];
            if (Long.bitCount(differing) <= BITS && !agreesIn(differing & below, band)) {
                if (found == candidates.length) {
                    candidates = Arrays.copyOf(candidates, 2 * found);
                }
                candidates[found++] = j;
            }
        }
    }

    /** Whether the pair was met in an earlier byte. */
    private static boolean agreesIn(long differing, int bands) {
        for (int band = 0; band < bands; band++) {
            if ((differing >>> 8 * band & 0xff) == 0) {
                return true;
            }
        }
        return false;
    }

    private void check(int image, Sink sink) throws IOException {
        if (found == 0) {
            return;
        }
        rest(image, one, oneRest);
        for (int j : nearest(image)) {
            rest(j, other, otherRest);
            double similarity = Arrays.equals(one, other) ? 1 : correlation(oneRest, otherRest);
            if (similarity >= SIMILAR) {
                sink.pair(j, image, similarity);
            }
        }
    }

    private int[] nearest(int image) {
        if (found <= MAX_CHECKED) {
            var all = Arrays.copyOf(candidates, found);
            Arrays.sort(all);
            return all;
        }
        var keys = new long[found];
        for (int k = 0; k < found; k++) {
            long distance = Long.bitCount(hashes[image] ^ hashes[candidates[k]]);
            keys[k] = distance << 32 | candidates[k];
        }
        Arrays.sort(keys);
        return Arrays.stream(keys, 0, MAX_CHECKED)
                .mapToInt(key -> (int) key)
                .sorted()
                .toArray();
    }

    /** What an image does not share with the others; all 0 where it is plain. */
    private void rest(int image, byte[] bytes, float[] to) throws IOException {
        thumbnails.read(image, bytes);
        Thumbnail.normalize(bytes, to);
        boolean plain = true;
        for (float pixel : to) {
            plain &= pixel == 0;
        }
        for (int i = 0; i < to.length; i++) {
            to[i] = plain ? 0 : to[i] - mean[i];
        }
    }

    private static double correlation(float[] a, float[] b) {
        double product = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            squaresA += a[i] * a[i];
            squaresB += b[i] * b[i];
        }
        return squaresA == 0 || squaresB == 0 ? 0 : product / Math.sqrt(squaresA * squaresB);
    }
}
