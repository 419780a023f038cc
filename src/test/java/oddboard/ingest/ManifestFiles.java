package oddboard.ingest;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import oddboard.image.Images;

/** Files for archives with lists. */
final class ManifestFiles {
    static final int SIZE = 32;

    private ManifestFiles() {}

    /** Images of one seed each, 0 to n - 1. */
    static Map<String, byte[]> images(String... names) {
        var files = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < names.length; i++) {
            files.put(names[i], Images.png(Images.grey(SIZE, SIZE, i)));
        }
        return files;
    }

    static byte[] text(String... lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
