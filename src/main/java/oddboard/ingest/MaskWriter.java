package oddboard.ingest;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes masks one after the other, and which test images they belong to. */
final class MaskWriter implements Closeable {
    private final OutputStream out;
    private final List<Integer> indexes = new ArrayList<>();

    MaskWriter(Path file) throws IOException {
        out = new BufferedOutputStream(Files.newOutputStream(file));
    }

    void add(int testIndex, byte[] bits) throws IOException {
        out.write(bits);
        indexes.add(testIndex);
    }

    int count() {
        return indexes.size();
    }

    List<Integer> indexes() {
        return indexes;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
