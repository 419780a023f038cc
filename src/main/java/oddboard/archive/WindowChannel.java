package oddboard.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import oddboard.storage.BlobStore;

/** Bytes that are read a few at a time, out of a window in memory: not each read asks the file, or the store. */
final class WindowChannel implements SeekableByteChannel {
    private static final int WINDOW = 1 << 18;

    private final Source source;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long windowStart;
    private long position;
    private boolean open = true;

    private interface Source extends Closeable {
        /** Reads from the place on; -1 at the end. */
        int read(ByteBuffer to, long from) throws IOException;

        @Override
        default void close() throws IOException {}
    }

    private WindowChannel(Source source, long size) {
        this.source = source;
        this.size = size;
    }

    /** A file on disk, closed with this. */
    static WindowChannel of(FileChannel file) throws IOException {
        return new WindowChannel(
                new Source() {
                    @Override
                    public int read(ByteBuffer to, long from) throws IOException {
                        return file.read(to, from);
                    }

                    @Override
                    public void close() throws IOException {
                        file.close();
                    }
                },
                file.size());
    }

    /** A file in the store, for a look at an archive's directory without a copy on disk. */
    static WindowChannel of(BlobStore blobs, String sha256, long size) {
        return new WindowChannel(
                (to, from) -> {
                    int length = (int) Math.min(to.remaining(), size - from);
                    to.put(blobs.read(sha256, from, length));
                    return length;
                },
                size);
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        if (position >= size) {
            return -1;
        }
        if (position < windowStart || position >= windowStart + window.limit()) {
            // Where a window starts does not depend on where one reads: going back a little finds the same one.
            windowStart = position / WINDOW * WINDOW;
            window.clear();
            while (window.hasRemaining()
                    && windowStart + window.position() < size
                    && source.read(window, windowStart + window.position()) >= 0) {
                // until the window or the file is full
            }
            window.flip();
        }
        int from = (int) (position - windowStart);
        int count = Math.min(to.remaining(), window.limit() - from);
        if (count <= 0) {
            return to.hasRemaining() ? -1 : 0;
        }
        to.put(to.position(), window, from, count);
        to.position(to.position() + count);
        position += count;
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        source.close();
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }
}
