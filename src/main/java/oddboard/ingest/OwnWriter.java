package oddboard.ingest;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import oddboard.storage.BlobStore;
import org.jspecify.annotations.Nullable;

/** Writes images of their own size and their masks one after the other, in two files. */
final class OwnWriter implements Closeable {
    private final Path folder;
    private final int size;
    private final List<Integer> widths = new ArrayList<>();
    private final List<Integer> heights = new ArrayList<>();
    private final Row images;
    private final Row masks;
    private boolean differs;

    /** @param size edge of the packed squares */
    OwnWriter(Path folder, int size) throws IOException {
        this.folder = folder;
        this.size = size;
        images = new Row(folder.resolve("own-images"));
        masks = new Row(folder.resolve("own-masks"));
    }

    /** Files one after the other. */
    private static final class Row implements Closeable {
        private final Path path;
        private final OutputStream out;
        private final List<Long> starts = new ArrayList<>(List.of(0L));

        Row(Path path) throws IOException {
            this.path = path;
            out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 18);
        }

        void add(OwnImage.Part part) throws IOException {
            starts.add(starts.getLast() + part.moveTo(out));
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** What is stored of them. */
    record Stored(
            String sha256,
            Long[] starts,
            Integer[] widths,
            Integer[] heights,
            @Nullable String maskSha256,
            Long[] maskStarts) {}

    Path folder() {
        return folder;
    }

    void add(OwnImage image) throws IOException {
        images.add(image.image());
        widths.add(image.width());
        heights.add(image.height());
        differs |= image.width() != size || image.height() != size;
        if (image.mask() != null) {
            masks.add(new OwnImage.Part(image.mask(), null));
        }
    }

    /** Whether any image is not what its packed square is already. */
    boolean differs() {
        return differs;
    }

    /** "2048 × 1536", or "900 × 400 to 1200 × 800" */
    String sizes() {
        int first = 0;
        int last = 0;
        for (int i = 0; i < widths.size(); i++) {
            first = area(i) < area(first) ? i : first;
            last = area(i) > area(last) ? i : last;
        }
        return words(first) + (area(first) == area(last) ? "" : " to " + words(last));
    }

    private long area(int i) {
        return (long) widths.get(i) * heights.get(i);
    }

    private String words(int i) {
        return widths.get(i) + " × " + heights.get(i);
    }

    Stored store(BlobStore blobs) throws IOException {
        close();
        boolean masked = masks.starts.size() > 1;
        return new Stored(
                put(blobs, images.path),
                images.starts.toArray(Long[]::new),
                widths.toArray(Integer[]::new),
                heights.toArray(Integer[]::new),
                masked ? put(blobs, masks.path) : null,
                masks.starts.toArray(Long[]::new));
    }

    private static String put(BlobStore blobs, Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return blobs.put(in).sha256();
        }
    }

    @Override
    public void close() throws IOException {
        try (images;
                masks) {
            // both are closed
        }
    }
}
