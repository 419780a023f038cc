package oddboard.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.jspecify.annotations.Nullable;

/** Small entries of a ZIP on disk, read and unpacked whole: one read and one call each, on any number of threads. */
final class ZipData {
    private static final int MAX = 16 << 20;
    private static final ThreadLocal<Inflater> INFLATER = ThreadLocal.withInitial(() -> new Inflater(true));

    /** What most headers hold beyond the name, so that one read gets header and bytes. */
    private static final int EXTRA = 64;

    private final FileChannel file;

    ZipData(FileChannel file) {
        this.file = file;
    }

    static boolean canRead(ZipArchiveEntry entry) {
        return (entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED)
                && !entry.getGeneralPurposeBit().usesEncryption()
                && entry.getSize() <= MAX
                && entry.getCompressedSize() <= MAX;
    }

    /**
     * Null where the bytes are not those that were packed.
     *
     * @param limit where the entry has to end
     * @throws HeaderException where the entry's own header contradicts the directory
     */
    byte @Nullable [] read(ZipArchiveEntry entry, long limit) throws IOException, HeaderException {
        long start = entry.getLocalHeaderOffset();
        int packed = (int) entry.getCompressedSize();
        int name = entry.getRawName().length;
        var all = read(start, (int) Math.min(limit - start, 30L + name + EXTRA + packed));
        int header = ZipDirectory.headerLength(all, entry);
        if (header < 0 || start + header + packed > limit) {
            throw new HeaderException();
        }
        if (header + packed > all.limit()) {
            all = read(start, header + packed);
        }
        if (header + packed > all.limit()) {
            return null;
        }
        var bytes = entry.getMethod() == ZipEntry.STORED
                ? Arrays.copyOfRange(all.array(), header, header + packed)
                : inflate(all.array(), header, packed, (int) entry.getSize());
        if (bytes == null || bytes.length != entry.getSize()) {
            return null;
        }
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue() == entry.getCrc() ? bytes : null;
    }

    private ByteBuffer read(long start, int length) throws IOException {
        var to = ZipDirectory.buffer(length);
        while (to.hasRemaining() && file.read(to, start + to.position()) >= 0) {
            // until all is there, or the file ends
        }
        return to.flip();
    }

    /** An entry's own header says something else than the directory. */
    static final class HeaderException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static byte @Nullable [] inflate(byte[] from, int start, int packed, int size) {
        var inflater = INFLATER.get();
        inflater.reset();
        inflater.setInput(from, start, packed);
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
}
