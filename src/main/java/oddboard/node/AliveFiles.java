package oddboard.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signs of life of several workers: a file each, and one that is as old as the oldest of them, so that whoever watches
 * that one alone sees it when any of them hangs.
 */
final class AliveFiles {
    private static final Logger LOG = LoggerFactory.getLogger(AliveFiles.class);
    private static final long PAUSE_MILLIS = 1_000;
    private final Path together;
    private final List<Path> each = new ArrayList<>();

    AliveFiles(Path together, int workers) {
        this.together = together;
        for (int n = 1; n <= workers; n++) {
            each.add(together.resolveSibling(together.getFileName() + "." + n));
        }
    }

    Path of(int worker) {
        return each.get(worker);
    }

    void start() {
        try {
            // Of an earlier start.
            for (Path file : each) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(together);
        } catch (IOException e) {
            throw new StartException("The file " + together
                    + " of oddboard.worker.alive-file can't be replaced: is its folder writable? (" + e + ")");
        }
        Thread.ofPlatform().name("alive-files").daemon().start(this::watch);
    }

    private void watch() {
        boolean failing = false;
        while (true) {
            try {
                update();
                failing = false;
            } catch (IOException e) {
                if (!failing) {
                    LOG.warn("The sign of life {} can't be written; see oddboard.worker.alive-file: {}", together, e);
                }
                failing = true;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Nothing is there until every worker has given a sign. */
    void update() throws IOException {
        List<FileTime> times = new ArrayList<>();
        for (Path file : each) {
            if (!Files.exists(file)) {
                return;
            }
            times.add(Files.getLastModifiedTime(file));
        }
        FileTime oldest = Collections.min(times);
        if (!Files.exists(together)) {
            Files.createFile(together);
        }
        Files.setLastModifiedTime(together, oldest);
    }
}
