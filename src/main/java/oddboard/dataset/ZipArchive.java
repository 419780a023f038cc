package oddboard.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.springframework.dao.DataAccessException;

/**
 * A ZIP archive from somebody who may mean harm. Names are labels and never become paths; nothing is inflated beyond
 * what the directory declares, and what that declares has limits.
 */
final class ZipArchive implements Closeable {
    static final int MOST_ENTRIES = 300_000;
    static final long MOST_INFLATED = 64L << 30;
    static final int MOST_ENTRY = 256 << 20;

    final String file;
    private final ZipFile zip;
    private final List<ZipArchiveEntry> entries;

    private ZipArchive(String file, ZipFile zip, List<ZipArchiveEntry> entries) {
        this.file = file;
        this.zip = zip;
        this.entries = entries;
    }

    /**
     * Reads the central directory alone; closes the channel in the end, or where that fails.
     *
     * @throws InputException where the archive is damaged or unsafe
     */
    static ZipArchive open(SeekableByteChannel channel, String file) throws IOException {
        try {
            if (channel.size() == 0) {
                throw new InputException("FILE_EMPTY", file, "", file + " is empty.");
            }
            int count = ZipDirectory.count(channel, file);
            if (count > MOST_ENTRIES) {
                throw new InputException("ZIP_TOO_LARGE", file, "",
                        file + " has more than " + MOST_ENTRIES + " entries, which is the limit.");
            }
            var zip = ZipFile.builder().setSeekableByteChannel(channel).setIgnoreLocalFileHeader(true).get();
            var entries = Collections.list(zip.getEntries());
            check(entries, file);
            return new ZipArchive(file, zip, List.copyOf(entries));
        } catch (InputException | DataAccessException e) {
            channel.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new InputException("ZIP_DAMAGED", file, "", file
                    + " is no ZIP archive, or its directory is damaged.");
        }
    }

    private static void check(List<ZipArchiveEntry> entries, String file) {
        var names = new HashSet<String>();
        long total = 0;
        for (var entry : entries) {
            var name = entry.getName();
            ZipNames.check(name, file);
            if (ZipNames.isNoise(name)) {
                continue;
            }
            if (!names.add(name)) {
                throw fault("ZIP_DUPLICATE_NAME", file, name, "is there twice");
            }
            int kind = entry.getUnixMode() & 0170000;
            if (kind != 0 && kind != 0100000 && kind != 0040000) {
                throw fault("ZIP_UNSAFE_ENTRY", file, name, "is a link or a device, not a file");
            }
            if (entry.getGeneralPurposeBit().usesEncryption()) {
                throw fault("ZIP_ENCRYPTED", file, name, "is encrypted; send an archive without a password");
            }
            if (entry.getSize() < 0 || entry.getCompressedSize() < 0) {
                throw fault("ZIP_DAMAGED", file, name, "has no size");
            }
            total += Math.min(entry.getSize(), MOST_INFLATED);
            if (total > MOST_INFLATED) {
                throw new InputException("ZIP_TOO_LARGE", file, "",
                        file + " unpacks to more than " + (MOST_INFLATED >> 30) + " GiB, which is the limit.");
            }
        }
    }

    /** Compares every entry's own header with the directory; reads a few bytes of each, so the file should be local. */
    void checkHeaders(SeekableByteChannel channel) throws IOException {
        var spans = new ArrayList<ZipDirectory.Span>();
        for (var entry : entries) {
            spans.add(ZipDirectory.span(channel, entry, file));
        }
        spans.sort(Comparator.comparingLong(ZipDirectory.Span::start));
        for (int i = 1; i < spans.size(); i++) {
            if (spans.get(i).start() < spans.get(i - 1).end()) {
                throw fault("ZIP_DAMAGED", file, spans.get(i).name(), "overlaps another entry");
            }
        }
    }

    /** The files in the archive, without folders and without what operating systems leave behind. */
    List<ZipArchiveEntry> files() {
        return entries.stream().filter(e -> !e.isDirectory() && !ZipNames.isNoise(e.getName())).toList();
    }

    /** @throws InputException where the entry is damaged, too large, or packed in an unknown way */
    byte[] read(ZipArchiveEntry entry) throws IOException {
        if (entry.getSize() > MOST_ENTRY) {
            throw fault("ENTRY_TOO_LARGE", file, entry.getName(), "is larger than " + (MOST_ENTRY >> 20) + " MiB");
        }
        try (var in = open(entry)) {
            int size = (int) entry.getSize();
            var bytes = in.readNBytes(size);
            var crc = new CRC32();
            crc.update(bytes);
            if (bytes.length < size || crc.getValue() != entry.getCrc() || in.read() >= 0) {
                throw fault("ZIP_DAMAGED", file, entry.getName(), "is damaged: its bytes changed after it was packed");
            }
            return bytes;
        } catch (InputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw fault("ZIP_DAMAGED", file, entry.getName(), "is damaged and cannot be unpacked");
        }
    }

    /** The unpacked bytes, neither checked nor limited. */
    InputStream open(ZipArchiveEntry entry) throws IOException {
        if (!zip.canReadEntryData(entry)) {
            throw fault("ZIP_METHOD", file, entry.getName(), "is packed in a way that cannot be read");
        }
        return zip.getInputStream(entry);
    }

    private static InputException fault(String code, String file, String name, String what) {
        return new InputException(code, file, name, ZipNames.shorten(name) + " in " + file + " " + what + ".");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
