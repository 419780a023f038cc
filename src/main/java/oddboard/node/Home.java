package oddboard.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The folder where everything local lives: embedded database, caches, logs. Readable by its owner alone. */
record Home(Path path) {
    /** Without it the lock would go with its channel as soon as the garbage collector finds that nobody knows them. */
    private static final List<FileLock> HELD = new CopyOnWriteArrayList<>();

    static Home open(Arguments arguments) {
        String given = arguments.get("oddboard.home");
        Path path = given == null ? Path.of(System.getProperty("user.home"), ".oddboard") : Path.of(given);
        path = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            closeToOthers(path);
        } catch (IOException e) {
            throw new StartException(
                    "The folder " + path + " can't be made or written; set ODDBOARD_HOME to one that can.");
        }
        return new Home(path);
    }

    /** Only the folder's owner may open it from now on. */
    static void closeToOthers(Path folder) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    Path folder(String name) {
        Path folder = path.resolve(name);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StartException("The folder " + folder + " can't be made: is the disk full or read-only?");
        }
    }

    /** Takes the home for this process as {@link #lock} does; false where another process has it. */
    boolean isFree() {
        try {
            lock();
            return true;
        } catch (StartException e) {
            if (Files.isWritable(path)) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Takes the home for this process until it ends.
     *
     * @throws StartException where another process has it
     */
    FileLock lock() {
        try {
            @SuppressWarnings("resource") // it lives as long as the process
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                HELD.add(lock);
                return lock;
            }
        } catch (IOException e) {
            throw new StartException("The folder " + path + " can't be locked: " + e.getMessage() + ".");
        }
        throw new StartException("Oddboard already runs with the folder " + path
                + "; stop it first, or give this one another folder by ODDBOARD_HOME.");
    }
}
