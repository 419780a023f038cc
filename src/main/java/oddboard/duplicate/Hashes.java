package oddboard.duplicate;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * A perceptual hash of each image (pHash: the signs of 64 low frequencies of a 32 x 32 thumbnail), with one difference to
 * the usual form: a frequency is compared with its median over the whole set, not over the image. So each bit is set for half
 * of the images, even where all show the same part in the same place, and the hash tells what differs between them.
 */
final class Hashes {
    /** So many images, evenly spread, give the medians. */
    private static final int SAMPLE = 10_000;

    private Hashes() {}

    /** @return shorter than the set where {@code goOn} said no */
    static long[] of(Thumbnails thumbnails, BooleanSupplier goOn) throws IOException {
        var bytes = new byte[Thumbnail.PIXELS];
        var pixels = new float[Thumbnail.PIXELS];
        var medians = medians(thumbnails, bytes, pixels);
        var hashes = new long[thumbnails.count()];
        for (int i = 0; i < hashes.length; i++) {
            if (i % 1000 == 0 && !goOn.getAsBoolean()) {
                return new long[0];
            }
            thumbnails.read(i, bytes);
            Thumbnail.normalize(bytes, pixels);
            hashes[i] = hash(Cosines.of(pixels), medians);
        }
        return hashes;
    }

    private static long hash(float[] cosines, float[] medians) {
        long hash = 0;
        for (int k = 0; k < cosines.length; k++) {
            hash |= cosines[k] > medians[k] ? 1L << k : 0;
        }
        return hash;
    }

    private static float[] medians(Thumbnails thumbnails, byte[] bytes, float[] pixels) throws IOException {
        int sample = Math.min(SAMPLE, thumbnails.count());
        var values = new float[Cosines.COUNT][sample];
        for (int i = 0; i < sample; i++) {
            thumbnails.read((int) ((long) i * thumbnails.count() / sample), bytes);
            Thumbnail.normalize(bytes, pixels);
            var cosines = Cosines.of(pixels);
            for (int k = 0; k < cosines.length; k++) {
                values[k][i] = cosines[k];
            }
        }
        var medians = new float[Cosines.COUNT];
        for (int k = 0; k < medians.length && sample > 0; k++) {
            Arrays.sort(values[k]);
            medians[k] = values[k][sample / 2];
        }
        return medians;
    }
}
