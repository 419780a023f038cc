package oddboard.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** The checks of a ZIP's structure that come before, or beside, the library that reads it. */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int BLOCK = 1 << 16;
    private static final int DATA_DESCRIPTOR = 1 << 3;

    private ZipDirectory() {}

    /**
     * Bytes that an entry takes in the archive.
     *
     * @param data where its packed bytes start, behind its own header
     */
    record Span(String name, long start, long data, long end) {}

    /**
     * Counts the entries by walking over them, since the library keeps all in memory before it tells how many they are.
     *
     * @return at most one more than the limit
     */
    static int count(SeekableByteChannel channel, String file) throws IOException {
        long at = start(channel, file);
        var block = buffer(BLOCK).limit(0);
        long blockAt = at;
        for (int count = 0; ; count++) {
            if (at - blockAt + 46 > block.limit()) {
                block.clear();
                fill(channel, at, block);
                block.flip();
                blockAt = at;
            }
            int entry = (int) (at - blockAt);
            if (entry + 46 > block.limit() || block.getInt(entry) != ENTRY) {
                return count;
            }
            if (count == ZipArchive.MOST_ENTRIES) {
                return count + 1;
            }
            at += 46 + u16(block, entry + 28) + u16(block, entry + 30) + u16(block, entry + 32);
        }
    }

    private static long start(SeekableByteChannel channel, String file) throws IOException {
        long size = channel.size();
        int length = (int) Math.min(size, 22 + 0xffff);
        var tail = buffer(length);
        fill(channel, size - length, tail);
        for (int i = length - 22; i >= 0; i--) {
            if (tail.getInt(i) == END) {
                long end = size - length + i;
                long bytes = tail.getInt(i + 12) & 0xffffffffL;
                long offset = tail.getInt(i + 16) & 0xffffffffL;
                var locator = buffer(20);
                if (end >= 20 && fill(channel, end - 20, locator) && locator.getInt(0) == LOCATOR_64) {
                    var end64 = buffer(56);
                    if (fill(channel, locator.getLong(8), end64) && end64.getInt(0) == END_64) {
                        return end64.getLong(48);
                    }
                    throw damaged(file);
                }
                // Something may stand before the archive, such as a program that unpacks it.
                return Math.max(offset, end - bytes);
            }
        }
        throw new InputException("ZIP_DAMAGED", file, "", file + " is not a ZIP archive, or is cut off.");
    }

    /** @throws InputException where the entry's own header contradicts the directory */
    static Span span(SeekableByteChannel channel, ZipArchiveEntry entry, String file) throws IOException {
        long start = entry.getLocalHeaderOffset();
        var name = entry.getRawName();
        var header = buffer(30 + name.length);
        var wrong = new InputException("ZIP_DAMAGED", file, entry.getName(),
                ZipNames.shorten(entry.getName()) + " in " + file + " is damaged: its header contradicts the list.");
        if (!fill(channel, start, header) || header.getInt(0) != LOCAL || u16(header, 26) != name.length
                || !Arrays.equals(header.array(), 30, 30 + name.length, name, 0, name.length)
                || u16(header, 8) != entry.getMethod()) {
            throw wrong;
        }
        long packed = header.getInt(18) & 0xffffffffL;
        boolean later = (u16(header, 6) & DATA_DESCRIPTOR) != 0;
        if (!later && packed != 0xffffffffL && packed != entry.getCompressedSize()) {
            throw wrong;
        }
        long data = start + 30 + name.length + u16(header, 28);
        long end = data + entry.getCompressedSize();
        if (end > channel.size()) {
            throw wrong;
        }
        return new Span(entry.getName(), start, data, end);
    }

    private static boolean fill(SeekableByteChannel channel, long at, ByteBuffer to) throws IOException {
        if (at < 0) {
            return false;
        }
        if (channel instanceof FileChannel local) {
            // One call in place of three: there may be a hundred thousand entries.
            while (to.hasRemaining()) {
                if (local.read(to, at + to.position()) < 0) {
                    return false;
                }
            }
            return true;
        }
        if (at > channel.size()) {
            return false;
        }
        channel.position(at);
        while (to.hasRemaining()) {
            if (channel.read(to) < 0) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int u16(ByteBuffer from, int at) {
        return from.getShort(at) & 0xffff;
    }

    private static InputException damaged(String file) {
        return new InputException("ZIP_DAMAGED", file, "", file + " has a damaged directory.");
    }
}
