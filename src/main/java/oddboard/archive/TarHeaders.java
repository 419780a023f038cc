package oddboard.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.jspecify.annotations.Nullable;

/** The bytes of an entry's headers: the library that reads them gives a name as text alone, whatever its code page. */
final class TarHeaders {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX = 155;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private long start;

    /** @param from where the next entry's headers start; what lies before is another entry's content */
    void reset(long from) {
        bytes.reset();
        start = from;
    }

    /** @param at the place of the first of these bytes */
    void read(long at, byte[] from, int offset, int count) {
        int before = (int) Math.clamp(start - at, 0, count);
        bytes.write(from, offset + before, count - before);
    }

    /** What follows a header's content up to the next block. */
    void skipped(long at, long count) {
        int within = (int) Math.clamp(at + count - Math.max(at, start), 0, BLOCK);
        bytes.write(new byte[within], 0, within);
    }

    /** The entry's name as it was stored, or null where it can't be found. */
    byte @Nullable [] name() {
        var all = bytes.toByteArray();
        byte[] name = null;
        for (int at = 0; at + BLOCK <= all.length; ) {
            byte type = all[at + 156];
            if (type != TarConstants.LF_PAX_EXTENDED_HEADER_LC
                    && type != TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER
                    && type != TarConstants.LF_GNUTYPE_LONGNAME
                    && type != TarConstants.LF_GNUTYPE_LONGLINK) {
                return name != null ? name : field(all, at);
            }
            long size = TarUtils.parseOctalOrBinary(all, at + 124, 12);
            if (size < 0 || size > all.length - at - BLOCK) {
                return null;
            }
            var content = Arrays.copyOfRange(all, at + BLOCK, at + BLOCK + (int) size);
            if (type == TarConstants.LF_GNUTYPE_LONGNAME) {
                name = untilZero(content, 0, content.length);
            } else if (type == TarConstants.LF_PAX_EXTENDED_HEADER_LC) {
                var path = path(content);
                name = path == null ? name : path;
            }
            at += BLOCK + ((int) size + BLOCK - 1) / BLOCK * BLOCK;
        }
        return null;
    }

    private static byte[] field(byte[] all, int at) {
        var name = untilZero(all, at, NAME);
        boolean posix = new String(all, at + 257, 6, StandardCharsets.ISO_8859_1).equals("ustar\0");
        var prefix = posix ? untilZero(all, at + PREFIX_AT, PREFIX) : new byte[0];
        if (prefix.length == 0) {
            return name;
        }
        var whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        whole[prefix.length] = '/';
        System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
        return whole;
    }

    /** Of records such as "20 path=x.png\n", each with its own length before it. */
    private static byte @Nullable [] path(byte[] records) {
        byte[] path = null;
        int at = 0;
        while (at < records.length) {
            int space = at;
            int length = 0;
            while (space < records.length && records[space] >= '0' && records[space] <= '9' && space - at < 9) {
                length = length * 10 + records[space++] - '0';
            }
            if (length < space - at + 3 || length > records.length - at || records[space] != ' ') {
                return path;
            }
            var record = Arrays.copyOfRange(records, space + 1, at + length - 1);
            if (new String(record, StandardCharsets.ISO_8859_1).startsWith("path=")) {
                path = Arrays.copyOfRange(record, "path=".length(), record.length);
            }
            at += length;
        }
        return path;
    }

    private static byte[] untilZero(byte[] from, int start, int most) {
        int end = start;
        while (end < start + most && from[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(from, start, end);
    }
}
