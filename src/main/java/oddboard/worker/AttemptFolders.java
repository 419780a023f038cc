package oddboard.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import oddboard.job.JobFailure;
import oddboard.job.JobId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders of running attempts, all in one folder of this worker; what dead workers left is removed at the start. */
final class AttemptFolders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptFolders.class);
    private final Path root;
    private final Path own;
    private @Nullable FileChannel lock;

    AttemptFolders(Path root, String worker) {
        this.root = root;
        this.own = root.resolve(worker);
    }

    Path create(JobId job, int attempt) {
        try {
            lockOwn();
            return Files.createTempDirectory(own, job + "-" + attempt + "-");
        } catch (IOException e) {
            throw new JobFailure("NO_DISK", "The worker can't make a folder for its work: is its disk full?", true);
        }
    }

    private synchronized void lockOwn() throws IOException {
        Files.createDirectories(own);
        if (lock == null) {
            lock = FileChannel.open(lockFile(own), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock.tryLock();
        }
    }

    void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The folder {} can't be removed: {}", folder, e.getMessage());
        }
    }

    /** A folder whose lock can be had belongs to no living worker. */
    void removeLeftOvers() {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (var entries = Files.list(root)) {
            List<Path> folders = entries.filter(Files::isDirectory)
                    .filter(f -> !f.equals(own))
                    .toList();
            for (Path folder : folders) {
                removeIfLeft(folder);
            }
        } catch (IOException e) {
            LOG.warn("The folder {} can't be read: {}", root, e.getMessage());
        }
    }

    private void removeIfLeft(Path folder) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(lockFile(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            if (free != null) {
                remove(folder);
                Files.deleteIfExists(lockFile(folder));
            }
        } catch (java.nio.channels.OverlappingFileLockException e) {
            LOG.debug("{} is in use by this process", folder);
        }
    }

    private static Path lockFile(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".lock");
    }

    @Override
    public synchronized void close() throws IOException {
        if (lock != null) {
            lock.close();
            remove(own);
            Files.deleteIfExists(lockFile(own));
        }
    }
}
