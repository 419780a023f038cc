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
 * Stores square pictures of one size one after the other. Where the number of channels is open, they go to a file first,
 * which stays grey until the first coloured picture comes.
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
     * @param channels 1, 3, or 0 = as few as show all pictures
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
        if (open && channels == 1 && !pixels.isGrey()) {
            colour();
        }
        out.write(pixels.withChannels(channels).data());
        count++;
    }

    private void colour() throws IOException {
        out.close();
        var grey = file.resolveSibling(file.getFileName() + ".grey");
        Files.move(file, grey, StandardCopyOption.REPLACE_EXISTING);
        out = stream(file);
        channels = 3;
        try (var in = Files.newInputStream(grey)) {
            for (int i = 0; i < count; i++) {
                out.write(new RasterImage(size, size, 1, in.readNBytes(size * size))
                        .withChannels(3)
                        .data());
            }
        }
        Files.delete(grey);
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
