package oddboard.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files under a folder that were added or changed since they were last requested. */
final class Changes {
    private final Path folder;
    private Map<Path, FileTime> known = Map.of();

    Changes(Path folder) throws IOException {
        this.folder = folder;
        known = times();
    }

    List<Path> take() throws IOException {
        Map<Path, FileTime> now = times();
        List<Path> changed = new ArrayList<>();
        now.forEach((file, time) -> {
            if (!time.equals(known.get(file))) {
                changed.add(file);
            }
        });
        known = now;
        return changed;
    }

    private Map<Path, FileTime> times() throws IOException {
        Map<Path, FileTime> times = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(Files::isRegularFile).filter(Changes::isWhole).toList()) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        } catch (UncheckedIOException | NoSuchFileException e) {
            // An editor replaced a file meanwhile: the next look finds it.
            return known;
        }
        return times;
    }

    /** Not what an editor puts beside a file while it is open. */
    private static boolean isWhole(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && !name.endsWith("~");
    }
}
