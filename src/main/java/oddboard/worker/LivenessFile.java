package oddboard.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file whose age shows whoever watches this process when its heart last reached the database: a worker has no port. */
final class LivenessFile {
    private static final Logger LOG = LoggerFactory.getLogger(LivenessFile.class);
    private final Path file;
    private boolean failing;

    LivenessFile(Path file) {
        this.file = file;
    }

    void give() {
        try {
            Files.writeString(file, Instant.now() + "\n");
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn(
                        "The sign of life {} can't be written; see oddboard.worker.alive-file: {}", file, e.toString());
            }
            failing = true;
        }
    }
}
