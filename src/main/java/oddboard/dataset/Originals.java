package oddboard.dataset;

import java.io.IOException;
import java.util.Arrays;
import oddboard.image.Crop;
import oddboard.image.ImageDecoder;
import oddboard.image.InputFrame;
import oddboard.image.PngFile;
import oddboard.image.RasterImage;
import org.jspecify.annotations.Nullable;

/**
 * A version's images and masks at their own size; those of a version that keeps none are the packed squares. Training
 * images first, then test images. Safe for several threads.
 */
public final class Originals {
    private final PackedVersion packed;
    private final @Nullable OwnRow own;
    private final int[] masked;
    private final @Nullable String packedMasks;
    private final Bytes bytes;

    /** A part of a blob. */
    interface Bytes {
        byte[] read(String sha256, long start, int length) throws IOException;
    }

    /**
     * @param masked test images that have a mask, ascending
     * @param packedMasks blob of the packed masks; null where there are none
     */
    Originals(PackedVersion packed, @Nullable OwnRow own, int[] masked, @Nullable String packedMasks, Bytes bytes) {
        this.packed = packed;
        this.own = own;
        this.masked = masked;
        this.packedMasks = packedMasks;
        this.bytes = bytes;
    }

    public int trainCount() {
        return packed.train().count();
    }

    public int testCount() {
        return packed.test().count();
    }

    /** How many test images have a mask. */
    public int masked() {
        return masked.length;
    }

    public int width(int index) {
        return own == null ? packed.size() : own.width()[index];
    }

    public int height(int index) {
        return own == null ? packed.size() : own.height()[index];
    }

    /** Where an image lies in its packed square. */
    public InputFrame square(int index) {
        var crop = own == null ? Crop.KEEP : own.fit().crop();
        return InputFrame.of(crop, width(index), height(index), packed.size());
    }

    /** Whether any image may have another size than its packed square. */
    public boolean mayDiffer() {
        return own != null;
    }

    /** A file that {@link #read} reads: what was imported, or a PNG of it. */
    public byte[] file(int index) throws IOException {
        if (own == null) {
            return PngFile.of(read(index));
        }
        long start = own.start()[index];
        return bytes.read(own.sha256(), start, (int) (own.start()[index + 1] - start));
    }

    /** @return an image of 1 or 3 channels, whatever its version has */
    public RasterImage read(int index) throws IOException {
        if (own == null) {
            var data = bytes.read(packed.of(index).sha256(), packed.start(index), packed.imageBytes());
            return new RasterImage(packed.size(), packed.size(), packed.channels(), data);
        }
        return ImageDecoder.decode(file(index), "image " + index, "").pixels();
    }

    public boolean hasMask(int testIndex) {
        return Arrays.binarySearch(masked, testIndex) >= 0;
    }

    /** A byte a pixel of the test image, row by row: other than 0 where it is anomalous; all 0 where it has no mask. */
    public byte[] mask(int testIndex) throws IOException {
        int index = trainCount() + testIndex;
        int place = Arrays.binarySearch(masked, testIndex);
        if (place < 0) {
            return new byte[width(index) * height(index)];
        }
        var files = own == null ? null : own.masks();
        if (files == null) {
            int length = PackedMasks.bytes(packed.size());
            if (packedMasks == null || own != null) {
                throw new IOException("test image " + testIndex + " has no mask of its own size");
            }
            return PackedMasks.unpack(bytes.read(packedMasks, (long) place * length, length), packed.size());
        }
        long start = files.start()[place];
        var file = bytes.read(files.sha256(), start, (int) (files.start()[place + 1] - start));
        var mask = ImageDecoder.decode(file, "mask " + testIndex, "").pixels();
        return mask.withChannels(1).data();
    }

    /** How an image looks to a run. */
    public InputFrames frames(ModelInput input) {
        return new InputFrames(this, input);
    }
}
