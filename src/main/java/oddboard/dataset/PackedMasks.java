package oddboard.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which pixels of a version's test images are anomalous, in the frame and at the size of the packed images; safe for
 * several threads. Of an anomalous image without a mask nothing is known; all pixels of a normal one are normal.
 */
public final class PackedMasks implements AutoCloseable {
    private final int size;
    private final int count;
    private final int[] indexes;
    private final @Nullable FileChannel file;

    private PackedMasks(int size, int count, int[] indexes, @Nullable FileChannel file) {
        this.size = size;
        this.count = count;
        this.indexes = indexes;
        this.file = file;
    }

    /** @param indexes of the test images that have a mask, ascending */
    static PackedMasks open(Path path, int size, int count, int[] indexes) throws IOException {
        return new PackedMasks(size, count, indexes, FileChannel.open(path));
    }

    static PackedMasks none(int size, int count) {
        return new PackedMasks(size, count, new int[0], null);
    }

    /** Test images, with a mask or without. */
    public int count() {
        return count;
    }

    /** Edge in pixels. */
    public int size() {
        return size;
    }

    /** How many test images have a mask. */
    public int masked() {
        return indexes.length;
    }

    public boolean has(int testIndex) {
        Objects.checkIndex(testIndex, count);
        return Arrays.binarySearch(indexes, testIndex) >= 0;
    }

    /** {@code size * size} bytes, row by row: 1 where the image is anomalous, else 0; all 0 where it has no mask. */
    public byte[] read(int testIndex) throws IOException {
        Objects.checkIndex(testIndex, count);
        int place = Arrays.binarySearch(indexes, testIndex);
        if (place < 0 || file == null) {
            return new byte[size * size];
        }
        var bits = ByteBuffer.allocate(bytes(size));
        while (bits.hasRemaining()) {
            if (file.read(bits, (long) place * bits.capacity() + bits.position()) < 0) {
                throw new IOException("the file of masks is too short");
            }
        }
        return unpack(bits.array(), size);
    }

    /** How long one mask is in the file. */
    static int bytes(int size) {
        return (size * size + 7) / 8;
    }

    public static byte[] unpack(byte[] bits, int size) {
        var mask = new byte[size * size];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (bits[i / 8] >> 7 - i % 8 & 1);
        }
        return mask;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
