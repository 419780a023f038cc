package oddboard.duplicate;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Thumbnails of a whole set in a file, so that memory does not grow with the set: 1 KiB an image on disk. */
public final class Thumbnails implements Closeable {
    private final Path file;
    private final OutputStream out;
    private final FileChannel in;
    private final float[] normalized = new float[Thumbnail.PIXELS];
    private final double[] sum = new double[Thumbnail.PIXELS];
    private int count;

    /** @param file is made, and removed at the end */
    public Thumbnails(Path file) throws IOException {
        this.file = file;
        out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 18);
        in = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** @param thumbnail as {@link Thumbnail#of} makes it; it is the next image's */
    public void add(byte[] thumbnail) throws IOException {
        out.write(thumbnail);
        Thumbnail.normalize(thumbnail, normalized);
        for (int i = 0; i < normalized.length; i++) {
            sum[i] += normalized[i];
        }
        count++;
    }

    public int count() {
        return count;
    }

    /** The average of all normalized thumbnails: what the images of the set have in common. */
    float[] mean() {
        var mean = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            mean[i] = (float) (sum[i] / Math.max(1, count));
        }
        return mean;
    }

    /** All that were added can be read from now on. */
    void written() throws IOException {
        out.flush();
    }

    void read(int index, byte[] to) throws IOException {
        var buffer = ByteBuffer.wrap(to);
        long at = (long) index * Thumbnail.PIXELS;
        while (buffer.hasRemaining()) {
            if (in.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException("thumbnail " + index + " of " + count);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (out;
                in) {
            // both are closed
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
