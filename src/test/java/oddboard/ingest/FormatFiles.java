package oddboard.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipInputStream;

/** The files of formats.zip, which formats.py writes: images, and as .npy what other decoders find in them. */
final class FormatFiles {
    static final int WIDTH = 32;
    static final int HEIGHT = 24;
    private static final Map<String, byte[]> FILES = new HashMap<>();

    static {
        var resource = Objects.requireNonNull(FormatFiles.class.getResourceAsStream("formats.zip"));
        try (var zip = new ZipInputStream(resource)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                FILES.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FormatFiles() {}

    static byte[] file(String name) {
        return Objects.requireNonNull(FILES.get(name), name);
    }

    /** The last so many bytes of an array file, which are its data. */
    static byte[] data(String npy, int length) {
        var file = file(npy);
        return Arrays.copyOfRange(file, file.length - length, file.length);
    }
}
