package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import oddboard.common.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Blobs as files of this machine, the least recently used ones dropped over a size. Several processes may share the
 * folder: a file appears whole, by a rename. A file is hashed when it comes in, and again when a week has passed or when
 * its size or time is not what {@link CheckedMark} says; a large file is thus not read whole at every open.
 */
@Component
class BlobCache {
    /** A file handed out so recently may not be open yet, so it stays. */
    static final Duration KEEP = Duration.ofMinutes(1);

    /** Time for which a file whose size and time are what they were counts as checked. */
    static final Duration CHECKED_FOR = Duration.ofDays(7);

    private static final Duration KEEP_PARTS = Duration.ofDays(1);
    private static final int LOCKS = 64;

    private final DiskSpace disk;
    private final Path folder;
    private final long maxBytes;
    private final Clock clock;
    private final List<Object> locks = new ArrayList<>();

    @Autowired
    BlobCache(
            @Value("${oddboard.home:${user.home}/.oddboard}") String home,
            @Value("${oddboard.cache.max-size:20GB}") DataSize maxSize,
            DiskSpace disk) {
        this(Path.of(home), maxSize, Clock.systemUTC(), disk);
    }

    BlobCache(Path home, DataSize maxSize, Clock clock, DiskSpace disk) {
        this.disk = disk;
        this.folder = home.toAbsolutePath().resolve("cache").resolve("blobs");
        this.maxBytes = maxSize.toBytes();
        this.clock = clock;
        for (int i = 0; i < LOCKS; i++) {
            locks.add(new Object());
        }
    }

    interface Source {
        InputStream open() throws IOException;
    }

    /** The checked file; a missing or damaged one is fetched from the source. */
    Path get(Blob blob, Source source) throws IOException {
        var file = folder.resolve(blob.sha256());
        synchronized (locks.get(Math.floorMod(blob.sha256().hashCode(), LOCKS))) {
            var now = clock.instant();
            var checkedAt = CheckedMark.find(file, blob.size()).orElse(Instant.MIN);
            if (checkedAt.isBefore(now.minus(CHECKED_FOR)) || checkedAt.isAfter(now)) {
                if (!isWhole(file, blob)) {
                    fetch(blob, source, file);
                }
                checkedAt = now;
            }
            Files.setLastModifiedTime(file, FileTime.from(now));
            CheckedMark.write(file, checkedAt);
        }
        evict(file, maxBytes, 0);
        return file;
    }

    private static boolean isWhole(Path file, Blob blob) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) != blob.size()) {
            return false;
        }
        try (var in = Files.newInputStream(file)) {
            return copy(in, null).equals(blob.sha256());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void fetch(Blob blob, Source source, Path file) throws IOException {
        Files.createDirectories(folder);
        if (!disk.room().fits(blob.size())) {
            evict(file, maxBytes, blob.size());
            if (!disk.room().fits(blob.size())) {
                throw new NoSpaceException();
            }
        }
        var part = Files.createTempFile(folder, blob.sha256(), ".part");
        try {
            try (var in = source.open();
                    var out = FileChannel.open(part, StandardOpenOption.WRITE)) {
                var found = copy(in, out);
                if (!found.equals(blob.sha256())) {
                    throw new IOException("blob " + blob.sha256() + " is damaged in the store: its hash is " + found);
                }
                out.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String copy(InputStream in, @Nullable FileChannel out) throws IOException {
        var digest = Sha256.start();
        var bytes = new byte[1 << 18];
        for (int read; (read = in.read(bytes)) >= 0; ) {
            digest.update(bytes, 0, read);
            var left = ByteBuffer.wrap(bytes, 0, read);
            while (out != null && left.hasRemaining()) {
                out.write(left);
            }
        }
        return Sha256.hex(digest);
    }

    /** @param room bytes that the disk should have free, whatever the size of the cache */
    private synchronized void evict(Path keep, long maxBytes, long room) throws IOException {
        var files = new ArrayList<Entry>();
        try (var list = Files.newDirectoryStream(folder)) {
            for (var path : list) {
                if (CheckedMark.is(path)) {
                    continue;
                }
                try {
                    files.add(new Entry(
                            path,
                            Files.size(path),
                            Files.getLastModifiedTime(path).toInstant()));
                } catch (NoSuchFileException e) {
                    // another process was faster
                }
            }
        }
        long total = files.stream().mapToLong(Entry::size).sum();
        files.sort(Comparator.comparing(Entry::used));
        for (var entry : files) {
            boolean part = entry.path().toString().endsWith(".part");
            var limit = clock.instant().minus(part ? KEEP_PARTS : KEEP);
            if ((part || total > maxBytes || room > 0 && !disk.room().fits(room))
                    && entry.used().isBefore(limit)
                    && !entry.path().equals(keep)) {
                drop(entry.path());
                drop(CheckedMark.of(entry.path()));
                total -= entry.size();
            }
        }
    }

    private static void drop(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Some systems keep a mapped file; the next round tries again.
        }
    }

    private record Entry(Path path, long size, Instant used) {}
}
