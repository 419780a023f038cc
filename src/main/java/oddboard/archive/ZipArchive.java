package oddboard.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipException;
import oddboard.common.InputException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** A ZIP archive, or the same in NumPy's form (.npz). */
public final class ZipArchive implements Archive {
    static final int MAX_ENTRIES = 300_000;
    static final long MAX_INFLATED = 64L << 30;
    /** No array of images and no image is so dull that it packs better; a bomb has to. */
    private static final int MAX_RATIO = 400;

    private static final int BOMB_OVER = 64 << 20;

    private final String file;
    private final ZipFile zip;
    private final SeekableByteChannel channel;
    private final List<ZipArchiveEntry> entries;
    private final List<Member> files;
    private final List<String> notes;
    private final long[] limits;
    private final @Nullable ZipData straight;

    private ZipArchive(
            String file,
            ZipFile zip,
            SeekableByteChannel channel,
            List<ZipArchiveEntry> entries,
            List<Member> files,
            List<String> notes,
            long[] limits,
            @Nullable ZipData straight) {
        this.file = file;
        this.zip = zip;
        this.channel = channel;
        this.entries = entries;
        this.files = files;
        this.notes = notes;
        this.limits = limits;
        this.straight = straight;
    }

    /** One on disk, whose small entries several threads read at once. */
    static ZipArchive open(FileChannel local, String file) throws IOException {
        return open(WindowChannel.of(local), file, new ZipData(local));
    }

    /**
     * Reads the central directory alone; closes the channel in the end, or where that fails.
     *
     * @throws InputException where the archive is damaged or unsafe
     */
    static ZipArchive open(SeekableByteChannel channel, String file) throws IOException {
        return open(channel, file, null);
    }

    private static ZipArchive open(SeekableByteChannel channel, String file, @Nullable ZipData straight)
            throws IOException {
        try {
            if (channel.size() == 0) {
                throw new InputException("FILE_EMPTY", file, "", file + " is empty.");
            }
            int count = ZipDirectory.count(channel, file);
            if (count > MAX_ENTRIES) {
                throw new InputException(
                        "ZIP_TOO_LARGE",
                        file,
                        "",
                        file + " has more than " + MAX_ENTRIES + " entries, which is the limit.");
            }
            var zip = ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setIgnoreLocalFileHeader(true)
                    .get();
            var entries = Collections.list(zip.getEntries());
            var names = EntryNames.of(entries, file);
            var clutter = new Clutter();
            var files = check(entries, names.names(), clutter, file);
            var limits = ZipDirectory.limits(entries, names.names(), channel.size(), file);
            var notes = Stream.of(names.note(), clutter.note(file))
                    .filter(note -> !note.isEmpty())
                    .toList();
            return new ZipArchive(file, zip, channel, List.copyOf(entries), files, notes, limits, straight);
        } catch (InputException | DataAccessException e) {
            channel.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new InputException(
                    "ZIP_DAMAGED", file, "", file + " is not a ZIP archive, or its directory is damaged.");
        }
    }

    /** The files that somebody meant to send. */
    private static List<Member> check(List<ZipArchiveEntry> entries, List<String> names, Clutter clutter, String file) {
        var files = new ArrayList<Member>();
        var seen = new HashSet<String>();
        long total = 0;
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            var name = names.get(i);
            if (!Clutter.isFindersIcon(name)) {
                ZipNames.check(name, file, "ZIP");
            }
            if (clutter.passesOver(name)) {
                continue;
            }
            if (!seen.add(name)) {
                throw fault("ZIP_DUPLICATE_NAME", file, name, "appears twice");
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
            total += Math.min(entry.getSize(), MAX_INFLATED);
            if (total > MAX_INFLATED) {
                throw new InputException(
                        "ZIP_TOO_LARGE",
                        file,
                        "",
                        file + " unpacks to more than " + (MAX_INFLATED >> 30) + " GiB, which is the limit.");
            }
            if (!name.endsWith("/")) {
                files.add(new Member(name, entry.getSize(), i));
            }
        }
        return List.copyOf(files);
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public List<Member> files() {
        return files;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public boolean isPartial() {
        return false;
    }

    @Override
    public OptionalLong checksum(Member member) {
        return OptionalLong.of(entries.get(member.place()).getCrc());
    }

    @Override
    public byte[] read(Member member) throws IOException {
        if (member.size() > MAX_ENTRY) {
            throw fault("ENTRY_TOO_LARGE", file, member.name(), "is larger than " + (MAX_ENTRY >> 20) + " MiB");
        }
        var entry = entries.get(member.place());
        if (straight != null && ZipData.canRead(entry)) {
            try {
                var bytes = straight.read(entry, limits[member.place()]);
                if (bytes == null) {
                    throw changed(member);
                }
                return bytes;
            } catch (ZipData.HeaderException e) {
                throw contradicted(member);
            }
        }
        try (var in = open(member)) {
            int size = (int) member.size();
            var bytes = in.readNBytes(size);
            var crc = new CRC32();
            crc.update(bytes);
            if (bytes.length < size || crc.getValue() != entry.getCrc() || in.read() >= 0) {
                throw changed(member);
            }
            return bytes;
        } catch (InputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw fault("ZIP_DAMAGED", file, member.name(), "is damaged and cannot be unpacked");
        }
    }

    @Override
    public byte[] start(Member member, int most) throws IOException {
        try (var in = open(member)) {
            return in.readNBytes((int) Math.min(member.size(), most));
        } catch (InputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw fault("ZIP_DAMAGED", file, member.name(), "is damaged and cannot be unpacked");
        }
    }

    private InputStream open(Member member) throws IOException {
        var entry = entries.get(member.place());
        if (!zip.canReadEntryData(entry)) {
            throw fault("ZIP_METHOD", file, member.name(), "is packed in a way that cannot be read");
        }
        // The library moves the file's position to find where an entry starts; what follows is read by place.
        synchronized (zip) {
            if (!ZipDirectory.isConsistent(channel, entry, limits[member.place()])) {
                throw contradicted(member);
            }
            return zip.getInputStream(entry);
        }
    }

    @Override
    public void unpack(Member member, Path to) throws IOException {
        long left = member.size();
        long packed = entries.get(member.place()).getCompressedSize();
        if (left > BOMB_OVER && left / MAX_RATIO > packed) {
            throw fault(
                    "ZIP_BOMB",
                    file,
                    member.name(),
                    "would unpack from " + packed + " to " + left + " bytes, which no images do");
        }
        var crc = new CRC32();
        boolean longer;
        try (var in = open(member);
                var out = new CheckedOutputStream(Files.newOutputStream(to), crc)) {
            var bytes = new byte[1 << 18];
            int read;
            while (left > 0 && (read = in.read(bytes, 0, (int) Math.min(left, bytes.length))) >= 0) {
                out.write(bytes, 0, read);
                left -= read;
            }
            longer = in.read() >= 0;
        } catch (ZipException | EOFException e) {
            throw fault("ZIP_DAMAGED", file, member.name(), "is damaged and cannot be unpacked");
        }
        if (left > 0 || longer || crc.getValue() != entries.get(member.place()).getCrc()) {
            throw changed(member);
        }
    }

    private InputException contradicted(Member member) {
        return fault("ZIP_DAMAGED", file, member.name(), "is damaged: its header contradicts the list");
    }

    private InputException changed(Member member) {
        return fault("ZIP_DAMAGED", file, member.name(), "is damaged: its bytes changed after it was packed");
    }

    private static InputException fault(String code, String file, String name, String what) {
        return new InputException(code, file, name, ZipNames.shorten(name) + " in " + file + " " + what + ".");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
