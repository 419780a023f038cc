package oddboard.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a JVM writes when native code crashes it: kept for whoever looks for the cause, the newest alone. */
final class CrashFiles {
    private static final Logger LOG = LoggerFactory.getLogger(CrashFiles.class);
    private static final String PREFIX = "worker-crash-";
    private static final int KEPT = 10;
    private final Path folder;

    CrashFiles(Path folder) {
        this.folder = folder;
    }

    /** The JVM's option that sends them here. */
    String option() {
        return "-XX:ErrorFile=" + folder.resolve(PREFIX + "%p.log");
    }

    /** Removes all but the newest {@value #KEPT}. */
    void prune() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> old = files.filter(f -> f.getFileName().toString().startsWith(PREFIX))
                    .sorted(Comparator.comparing(CrashFiles::written).reversed())
                    .skip(KEPT)
                    .toList();
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Old crash files in {} can't be removed: {}", folder, e.getMessage());
        }
    }

    private static java.nio.file.attribute.FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
