package oddboard.ingest;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import oddboard.image.RasterImage;
import oddboard.storage.BlobStore;

/**
 * Stores square images of one size one after the other. Where the number of channels is open, they go to a file first,
 * which stays gray until the first colored image comes.
 */
final class PackedWriter implements Closeable {
    private final BlobStore blobs;
    private final Path file;
    private final int size;
    private final boolean open;
    private int channels;
    private int count;
    private OutputStream out;

    /**
     * @param file to be written where the channels are open
     * @param channels 1, 3, or 0 = as few as show all images
     */
    PackedWriter(BlobStore blobs, Path file, int size, int channels) throws IOException {
        this.blobs = blobs;
        this.file = file;
        this.size = size;
        this.open = channels == 0;
        this.channels = open ? 1 : channels;
        this.out = open ? stream(file) : new BlobOutput(blobs.begin());
    }

    int channels() {
        return channels;
    }

    void add(RasterImage pixels) throws IOException {
        if (open && channels == 1 && !pixels.isGray()) {
            color();
        }
        out.write(pixels.withChannels(channels).data());
        count++;
    }

    private void color() throws IOException {
        out.close();
        var gray = file.resolveSibling(file.getFileName() + ".gray");
        Files.move(file, gray, StandardCopyOption.REPLACE_EXISTING);
        out = stream(file);
        channels = 3;
        try (var in = Files.newInputStream(gray)) {
            for (int i = 0; i < count; i++) {
                out.write(new RasterImage(size, size, 1, in.readNBytes(size * size))
                        .withChannels(3)
                        .data());
            }
        }
        Files.delete(gray);
    }

    private static OutputStream stream(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
    }

    /** Ends the writing. @return the SHA-256 of the blob */
    String store() throws IOException {
        if (out instanceof BlobOutput direct) {
            return direct.finish();
        }
        out.close();
        try (var in = Files.newInputStream(file)) {
            return blobs.put(in).sha256();
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
