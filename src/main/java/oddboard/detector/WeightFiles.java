package oddboard.detector;

import java.io.IOException;
import java.nio.file.Path;

/** Files of networks that were trained elsewhere. */
public interface WeightFiles {
    /** Where there are none. */
    WeightFiles NONE = sha256 -> {
        throw new IOException("no file with SHA-256 " + sha256);
    };

    /** @throws IOException where there is no file with this SHA-256, or it can't be read */
    Path file(String sha256) throws IOException;
}
