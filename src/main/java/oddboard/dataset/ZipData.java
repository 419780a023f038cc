package oddboard.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.jspecify.annotations.Nullable;

/** Small entries of a ZIP on disk, read and unpacked whole: one read and one call each, on any number of threads. */
final class ZipData implements Closeable {
    private static final int MOST = 16 << 20;
    private static final ThreadLocal<Inflater> INFLATER = ThreadLocal.withInitial(() -> new Inflater(true));

    private final FileChannel file;
    private final long[] starts;

    /** @param starts of the entries' packed bytes, all of which were compared with the directory */
    ZipData(FileChannel file, long[] starts) {
        this.file = file;
        this.starts = starts;
    }

    static boolean canRead(ZipArchiveEntry entry) {
        return (entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED)
                && !entry.getGeneralPurposeBit().usesEncryption() && entry.getSize() <= MOST
                && entry.getCompressedSize() <= MOST;
    }

    /** Null where the bytes are not those that were packed. */
    byte @Nullable [] read(ZipArchiveEntry entry, int place) throws IOException {
        var packed = ByteBuffer.allocate((int) entry.getCompressedSize());
        while (packed.hasRemaining()) {
            if (file.read(packed, starts[place] + packed.position()) < 0) {
                return null;
            }
        }
        var bytes = entry.getMethod() == ZipEntry.STORED ? packed.array()
                : inflate(packed.array(), (int) entry.getSize());
        if (bytes == null || bytes.length != entry.getSize()) {
            return null;
        }
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue() == entry.getCrc() ? bytes : null;
    }

    private static byte @Nullable [] inflate(byte[] packed, int size) {
        var inflater = INFLATER.get();
        inflater.reset();
        inflater.setInput(packed);
        var bytes = new byte[size];
        try {
            int filled = 0;
            while (filled < size) {
                int got = inflater.inflate(bytes, filled, size - filled);
                if (got == 0) {
                    return null;
                }
                filled += got;
            }
            // What would follow was not declared.
            return inflater.inflate(new byte[1]) == 0 && inflater.finished() ? bytes : null;
        } catch (DataFormatException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
