package oddboard.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import oddboard.common.InputException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** The checks of a ZIP's structure that come before, or beside, the library that reads it. */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int HEADER = 30;
    private static final int BLOCK = 1 << 16;
    private static final int DATA_DESCRIPTOR = 1 << 3;

    private ZipDirectory() {}

    /**
     * Counts the entries by walking over them, since the library keeps all in memory before it says how many they are.
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
            if (count == ZipArchive.MAX_ENTRIES) {
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

    /**
     * For each entry where its bytes have to end: where the next one starts.
     *
     * @param names of the entries
     * @param size of the archive
     * @throws InputException where one lies in another, or beyond the end
     */
    static long[] limits(List<ZipArchiveEntry> entries, List<String> names, long size, String file) {
        var order = IntStream.range(0, entries.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> entries.get(i).getLocalHeaderOffset()))
                .toList();
        var limits = new long[entries.size()];
        for (int i = 0; i < limits.length; i++) {
            var entry = entries.get(order.get(i));
            boolean last = i + 1 == limits.length;
            long limit = last ? size : entries.get(order.get(i + 1)).getLocalHeaderOffset();
            limits[order.get(i)] = limit;
            if (dataFrom(entry) + entry.getCompressedSize() > limit) {
                var name = names.get(order.get(i));
                var what =
                        last ? " is damaged: the archive ends before it." : " is damaged: it overlaps another entry.";
                throw new InputException("ZIP_DAMAGED", file, name, ZipNames.shorten(name) + " in " + file + what);
            }
        }
        return limits;
    }

    /** Where the entry's bytes start at the earliest; its own header may hold more than its name. */
    private static long dataFrom(ZipArchiveEntry entry) {
        return entry.getLocalHeaderOffset() + HEADER + entry.getRawName().length;
    }

    /** Compares an entry's own header, which starts at the buffer's, with the directory; the header's length, or -1. */
    static int headerLength(ByteBuffer from, ZipArchiveEntry entry) {
        var name = entry.getRawName();
        if (from.limit() < HEADER + name.length
                || from.getInt(0) != LOCAL
                || u16(from, 26) != name.length
                || !Arrays.equals(from.array(), HEADER, HEADER + name.length, name, 0, name.length)
                || u16(from, 8) != entry.getMethod()) {
            return -1;
        }
        long packed = from.getInt(18) & 0xffffffffL;
        boolean later = (u16(from, 6) & DATA_DESCRIPTOR) != 0;
        if (!later && packed != 0xffffffffL && packed != entry.getCompressedSize()) {
            return -1;
        }
        return HEADER + name.length + u16(from, 28);
    }

    /** Whether the entry's own header says what the directory says, and its bytes end in time. */
    static boolean isConsistent(SeekableByteChannel channel, ZipArchiveEntry entry, long limit) throws IOException {
        var header = buffer(HEADER + entry.getRawName().length);
        fill(channel, entry.getLocalHeaderOffset(), header);
        header.flip();
        int length = headerLength(header, entry);
        return length >= 0 && entry.getLocalHeaderOffset() + length + entry.getCompressedSize() <= limit;
    }

    private static boolean fill(SeekableByteChannel channel, long at, ByteBuffer to) throws IOException {
        if (at < 0) {
            return false;
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

    static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int u16(ByteBuffer from, int at) {
        return from.getShort(at) & 0xffff;
    }

    private static InputException damaged(String file) {
        return new InputException("ZIP_DAMAGED", file, "", file + " has a damaged directory.");
    }
}
