package oddboard.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import oddboard.image.Images;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes ZIP archives, good ones and others. */
public final class Zips {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes);

    public Zips() {
        // As other tools write them: sizes in the entry's own header where they are known.
        out.setUseZip64(Zip64Mode.Never);
    }

    public Zips add(String name, byte[] content) {
        return add(new ZipArchiveEntry(name), content);
    }

    public Zips stored(String name, byte[] content) {
        var entry = new ZipArchiveEntry(name);
        var crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        return add(entry, content);
    }

    public Zips link(String name, String target) {
        var entry = new ZipArchiveEntry(name);
        entry.setUnixMode(UnixStat.LINK_FLAG | 0777);
        return add(entry, target.getBytes(StandardCharsets.UTF_8));
    }

    private Zips add(ZipArchiveEntry entry, byte[] content) {
        try {
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
        var zip = new Zips();
        files.forEach(zip::add);
        return zip.bytes();
    }

    /** Two training images, one good and one bad test image. */
    public static Map<String, byte[]> smallSet() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("train/good/b.png", Images.png(Images.gray(32, 32, 1)));
        files.put("train/good/a.png", Images.png(Images.gray(32, 32, 2)));
        files.put("test/good/c.png", Images.png(Images.gray(32, 32, 3)));
        files.put("test/scratch/d.png", Images.png(Images.gray(32, 32, 4)));
        return files;
    }

    /** Replaces a number in the n-th header with this signature. */
    public static byte[] patch(byte[] zip, int signature, int nth, int offset, int size, long value) {
        var buffer = ByteBuffer.wrap(zip.clone()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i + 4 <= zip.length; i++) {
            if (buffer.getInt(i) == signature && nth-- == 0) {
                for (int b = 0; b < size; b++) {
                    buffer.put(i + offset + b, (byte) (value >> 8 * b));
                }
                return buffer.array();
            }
        }
        throw new IllegalArgumentException("no such header");
    }
}
