package oddboard.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes TAR archives, good ones and others. */
public final class Tars {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8");

    public Tars() {
        out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        out.setAddPaxHeadersForNonAsciiNames(true);
    }

    public Tars add(String name, byte[] content) {
        return add(new TarArchiveEntry(name, true), content);
    }

    /** An entry of another type, such as a link ({@code TarConstants.LF_...}). */
    public Tars special(String name, byte type, String target) {
        var entry = new TarArchiveEntry(name, type, true);
        entry.setLinkName(target);
        return add(entry, new byte[0]);
    }

    /** Attributes of what follows: a name of so many letters. */
    public Tars longName(int letters) {
        var record = " path=" + "x".repeat(letters) + "\n";
        int length = record.length() + 7;
        return add(
                new TarArchiveEntry("attributes", TarConstants.LF_PAX_EXTENDED_HEADER_LC),
                (String.format("%07d", length) + record).getBytes(StandardCharsets.UTF_8));
    }

    private Tars add(TarArchiveEntry entry, byte[] content) {
        try {
            entry.setSize(content.length);
            out.putArchiveEntry(entry);
            out.write(content);
            out.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes() {
        try {
            out.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] of(Map<String, byte[]> files) {
        var tar = new Tars();
        files.forEach(tar::add);
        return tar.bytes();
    }

    public static byte[] gzip(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
