package oddboard.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import oddboard.common.InputException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** A TAR archive that isn't packed, read by place after one walk over its headers. */
final class TarArchive implements Archive {
    private static final int BLOCK = 512;

    private final String file;
    private final SeekableByteChannel channel;
    private final List<Found> found = new ArrayList<>();
    private final Clutter clutter = new Clutter();
    private final List<String> notes = new ArrayList<>();
    private List<Member> members = List.of();
    private final List<Long> starts = new ArrayList<>();
    private boolean partial;

    private TarArchive(String file, SeekableByteChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * A file as it was met, before the names of all are known.
     *
     * @param raw its name's bytes; null where the name is ASCII
     */
    private record Found(String name, byte @Nullable [] raw, long size, long start) {}

    /** Walks over all headers; closes the channel in the end, or where that fails. */
    static TarArchive open(SeekableByteChannel channel, String file) throws IOException {
        return open(channel, file, channel.size(), true);
    }

    /**
     * @param most so many bytes are walked over at most
     * @param whole false where the channel ends before the archive does
     * @throws InputException where the archive is damaged or unsafe
     */
    static TarArchive open(SeekableByteChannel channel, String file, long most, boolean whole) throws IOException {
        try {
            var archive = new TarArchive(file, channel);
            archive.walk(most, whole);
            archive.name();
            return archive;
        } catch (InputException | DataAccessException e) {
            channel.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new InputException("TAR_DAMAGED", file, "", file + " is a damaged TAR archive.");
        }
    }

    private void walk(long most, boolean whole) throws IOException {
        var headers = new TarHeaders();
        var bytes = new TarStream(channel, file, headers);
        // Not closed: that would close the channel. Of names beyond ASCII the bytes alone count, see TarHeaders.
        var tar = new TarArchiveInputStream(bytes, "ISO-8859-1");
        long end = 0;
        while (true) {
            bytes.nextHeader(end);
            TarArchiveEntry entry;
            try {
                entry = tar.getNextEntry();
            } catch (IOException e) {
                if (!whole && bytes.available() == 0) {
                    partial = true;
                    return;
                }
                throw e;
            }
            if (entry == null) {
                // Two empty blocks end an archive; one that just ends may have lost files.
                boolean ended = bytes.position() >= end + BLOCK;
                if (!ended && whole) {
                    throw cutOff();
                }
                partial = !ended;
                return;
            }
            if (!entry.isCheckSumOK()) {
                throw new InputException(
                        "TAR_DAMAGED", file, "", file + " is damaged: the header of an entry has a wrong check sum.");
            }
            long start = bytes.position();
            end = start + (entry.getSize() + BLOCK - 1) / BLOCK * BLOCK;
            boolean within = start + entry.getSize() <= channel.size();
            if (!within && whole) {
                throw cutOff();
            }
            if (within) {
                add(entry, start, headers);
            }
            if (!within || end > most && end < channel.size()) {
                partial = true;
                return;
            }
        }
    }

    private void add(TarArchiveEntry entry, long start, TarHeaders headers) {
        var name = path(entry.getName());
        if (entry.isDirectory() && (name.isEmpty() || name.equals("."))) {
            return;
        }
        boolean ascii = name.chars().allMatch(c -> c < 128);
        var raw = ascii ? null : headers.name();
        if (raw == null && !Clutter.isFindersIcon(name)) {
            ZipNames.check(name, file, "TAR");
        }
        if (clutter.passesOver(name)) {
            return;
        }
        var kind = kind(entry);
        if (!kind.isEmpty()) {
            throw fault("TAR_UNSAFE_ENTRY", name, "is a " + kind + ", not a file");
        }
        if (entry.isDirectory()) {
            return;
        }
        if (found.size() == ZipArchive.MAX_ENTRIES) {
            throw new InputException(
                    "TAR_TOO_LARGE",
                    file,
                    "",
                    file + " has more than " + ZipArchive.MAX_ENTRIES + " entries, which is the limit.");
        }
        found.add(new Found(name, raw, entry.getSize(), start));
    }

    private static String path(String name) {
        return name.replaceFirst("^(\\./)+", "");
    }

    private void name() {
        var said = new ArrayList<@Nullable String>();
        var raw = new ArrayList<byte[]>();
        for (var one : found) {
            said.add(one.raw == null ? one.name : null);
            raw.add(one.raw == null ? new byte[0] : one.raw);
        }
        var names = EntryNames.of(said, raw, file);
        var seen = new HashSet<String>();
        var list = new ArrayList<Member>();
        for (int i = 0; i < found.size(); i++) {
            var name = path(names.names().get(i));
            ZipNames.check(name, file, "TAR");
            if (!seen.add(name)) {
                throw fault("TAR_DUPLICATE_NAME", name, "appears twice");
            }
            list.add(new Member(name, found.get(i).size, i));
            starts.add(found.get(i).start);
        }
        members = List.copyOf(list);
        found.clear();
        Stream.of(names.note(), clutter.note(file))
                .filter(note -> !note.isEmpty())
                .forEach(notes::add);
    }

    /** What else an entry may be than a file or a folder, or nothing. */
    private static String kind(TarArchiveEntry entry) {
        if (entry.isSymbolicLink()) {
            return "symbolic link";
        }
        if (entry.isLink()) {
            return "hard link";
        }
        if (entry.isCharacterDevice() || entry.isBlockDevice()) {
            return "device";
        }
        if (entry.isFIFO()) {
            return "pipe";
        }
        if (entry.isSparse()) {
            return "sparse file";
        }
        byte flag = entry.getLinkFlag();
        boolean plain = flag == TarConstants.LF_NORMAL
                || flag == TarConstants.LF_OLDNORM
                || flag == TarConstants.LF_CONTIG
                || entry.isDirectory();
        return plain ? "" : "special entry";
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public List<Member> files() {
        return members;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public boolean isPartial() {
        return partial;
    }

    @Override
    public byte[] read(Member member) throws IOException {
        if (member.size() > MAX_ENTRY) {
            throw fault("ENTRY_TOO_LARGE", member.name(), "is larger than " + (MAX_ENTRY >> 20) + " MiB");
        }
        var bytes = ByteBuffer.allocate((int) member.size());
        long at = starts.get(member.place());
        while (bytes.hasRemaining()) {
            int read = readAt(bytes, at + bytes.position());
            if (read < 0) {
                throw cutOff();
            }
        }
        return bytes.array();
    }

    private int readAt(ByteBuffer to, long at) throws IOException {
        if (channel instanceof FileChannel local) {
            return local.read(to, at);
        }
        synchronized (channel) {
            return channel.position(at).read(to);
        }
    }

    @Override
    public byte[] start(Member member, int most) throws IOException {
        return read(new Member(member.name(), Math.min(member.size(), most), member.place()));
    }

    @Override
    public void unpack(Member member, Path to) throws IOException {
        if (channel instanceof FileChannel local) {
            try (var out = FileChannel.open(
                    to, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                long start = starts.get(member.place());
                for (long done = 0; done < member.size(); ) {
                    done += local.transferTo(start + done, member.size() - done, out);
                }
            }
        } else {
            Files.write(to, read(member));
        }
    }

    private InputException cutOff() {
        return new InputException("TAR_TRUNCATED", file, "", file + " is cut off: its end is missing.");
    }

    private InputException fault(String code, String name, String what) {
        return new InputException(code, file, name, ZipNames.shorten(name) + " in " + file + " " + what + ".");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
