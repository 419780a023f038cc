package oddboard.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bytes kept on the database's disk for the time when it is full: without some room PostgreSQL can't even recover. */
final class ReserveFile {
    private static final Logger LOG = LoggerFactory.getLogger(ReserveFile.class);
    /** Four segments of the write-ahead log. */
    private static final long MAX_SIZE = 64L << 20;

    private static final int SMALLEST_SHARE = 16;
    private final Path file;

    ReserveFile(Path file) {
        this.file = file;
    }

    /** Makes it, where the disk has room for it four times over. */
    void keep() {
        try {
            FileStore disk = Files.getFileStore(file.getParent());
            long size = size(disk);
            if (Files.exists(file) && Files.size(file) >= size || disk.getUsableSpace() < 4 * size) {
                return;
            }
            write(size);
        } catch (IOException e) {
            LOG.debug("The reserve on the database's disk could not be written", e);
            delete();
        }
    }

    /** Deletes it where the disk has less room than it takes; returns whether it did. */
    boolean release() {
        try {
            FileStore disk = Files.getFileStore(file.getParent());
            if (!Files.exists(file) || disk.getUsableSpace() >= size(disk)) {
                return false;
            }
        } catch (IOException e) {
            return false;
        }
        return delete();
    }

    private static long size(FileStore disk) throws IOException {
        return Math.min(MAX_SIZE, disk.getTotalSpace() / SMALLEST_SHARE);
    }

    /** Random bytes, which no file system makes smaller. */
    private void write(long size) throws IOException {
        SplittableRandom random = new SplittableRandom(size);
        byte[] bytes = new byte[1 << 20];
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (long left = size; left > 0; left -= bytes.length) {
                random.nextBytes(bytes);
                ByteBuffer part = ByteBuffer.wrap(bytes, 0, (int) Math.min(left, bytes.length));
                while (part.hasRemaining()) {
                    out.write(part);
                }
            }
            out.force(true);
        }
    }

    private boolean delete() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("The reserve {} can't be deleted: {}", file, e.getMessage());
            return false;
        }
    }
}
