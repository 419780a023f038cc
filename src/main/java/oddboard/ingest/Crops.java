package oddboard.ingest;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import oddboard.duplicate.Keypoints;
import oddboard.duplicate.Overlaps;
import oddboard.image.RasterImage;
import org.jspecify.annotations.Nullable;

/** Images of an archive that may be overlapping crops of one picture: of the first 20,000, so that memory stays bounded. */
final class Crops {
    private static final int MOST = 20_000;
    /** Pixels of images that were read again lately. */
    private static final long ROOM = 48_000_000;

    private final Map<String, Keypoints> byPath = new ConcurrentHashMap<>();
    private final Map<String, RasterImage> lately = new LinkedHashMap<>(16, 0.75f, true);
    private long held;

    interface Reader {
        /** Null where the image can't be read. */
        @Nullable RasterImage read(String path) throws IOException;
    }

    /** On any thread. */
    void add(String path, RasterImage pixels) {
        if (byPath.size() < MOST) {
            byPath.put(path, Keypoints.of(pixels));
        }
    }

    /** @param paths of images in the order in which the pairs name them */
    void find(List<String> paths, Reader reader, Overlaps.Sink sink, BooleanSupplier goOn) throws IOException {
        var points = paths.stream()
                .map(path -> byPath.getOrDefault(path, Keypoints.NONE))
                .toList();
        Overlaps.find(points, image -> gray(paths.get(image), reader), sink, goOn);
        lately.clear();
        held = 0;
    }

    private @Nullable RasterImage gray(String path, Reader reader) throws IOException {
        var before = lately.get(path);
        if (before != null) {
            return before;
        }
        var pixels = reader.read(path);
        if (pixels == null) {
            return null;
        }
        var gray = pixels.withChannels(1);
        lately.put(path, gray);
        held += gray.data().length;
        for (var oldest = lately.entrySet().iterator(); held > ROOM && lately.size() > 2; ) {
            held -= oldest.next().getValue().data().length;
            oldest.remove();
        }
        return gray;
    }
}
