package oddboard.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import oddboard.storage.BlobStore;

/** Random access to an upload in the store, for a look at an archive's directory without a copy on disk. */
final class BlobChannel implements SeekableByteChannel {
    private static final int WINDOW = 1 << 18;

    private final BlobStore blobs;
    private final String sha256;
    private final long size;
    private byte[] window = {};
    private long windowStart;
    private long position;
    private boolean open = true;

    BlobChannel(BlobStore blobs, String sha256, long size) {
        this.blobs = blobs;
        this.sha256 = sha256;
        this.size = size;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        if (position >= size) {
            return -1;
        }
        if (position < windowStart || position >= windowStart + window.length) {
            windowStart = position / WINDOW * WINDOW;
            window = blobs.read(sha256, windowStart, (int) Math.min(WINDOW, size - windowStart));
        }
        int from = (int) (position - windowStart);
        int count = Math.min(to.remaining(), window.length - from);
        to.put(window, from, count);
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
    public void close() {
        open = false;
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
