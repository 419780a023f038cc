package oddboard.maintenance;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import oddboard.ui.Format;

/** The home folder: its rights, its disk, and what it holds. */
final class HomeChecks {
    private static final double NEARLY_FULL = 0.05;
    private static final long FEW_FILES = 10_000;

    private HomeChecks() {}

    static List<Check> of(Path home) {
        List<Check> found = new ArrayList<>();
        try {
            Files.createDirectories(home);
            found.add(writable(home));
            found.add(rights(home));
            FileStore disk = Files.getFileStore(home);
            found.add(disk(home, disk.getUsableSpace(), disk.getTotalSpace()));
            for (String part : List.of("postgres", "cache", "logs")) {
                if (Files.isDirectory(home.resolve(part))) {
                    found.add(Check.ok(
                            "disk", "The folder " + part + " takes " + Format.bytes(size(home.resolve(part))) + "."));
                }
            }
        } catch (IOException e) {
            found.add(Check.fail(
                    "folder",
                    "The folder " + home + " can't be used (" + e.getMessage()
                            + "); set ODDBOARD_HOME to one that can."));
        }
        return found;
    }

    static Check disk(Path home, long free, long total) {
        String words = Format.bytes(free) + " of " + Format.bytes(total) + " are free on the disk of " + home;
        return free < total * NEARLY_FULL
                ? Check.warn(
                        "disk", words + ": below a twentieth no uploads are taken. Make room, or take a larger disk.")
                : Check.ok("disk", words + ".");
    }

    private static Check writable(Path home) {
        try {
            Files.delete(Files.createTempFile(home, "doctor", ""));
            return Check.ok("folder", "The folder " + home + " can be written.");
        } catch (IOException e) {
            return Check.fail(
                    "folder", "The folder " + home + " can't be written; give it to the user that runs Oddboard.");
        }
    }

    private static Check rights(Path home) throws IOException {
        if (!home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Check.ok("folder", "Who may read the folder is for this system to say.");
        }
        Set<PosixFilePermission> others = EnumSet.complementOf(EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
        others.retainAll(Files.getPosixFilePermissions(home));
        return others.isEmpty()
                ? Check.ok("folder", "Its owner alone may read the folder.")
                : Check.warn("folder", "Others than its owner may look into " + home + "; say: chmod 700 " + home);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.limit(FEW_FILES).mapToLong(HomeChecks::length).sum();
        } catch (java.io.UncheckedIOException e) {
            return 0;
        }
    }

    private static long length(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
