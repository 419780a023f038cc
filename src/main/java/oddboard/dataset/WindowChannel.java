package oddboard.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A file that is read a few bytes at a time: from a window in memory, so that not each read is a call of the system. */
final class WindowChannel implements SeekableByteChannel {
    private static final int WINDOW = 1 << 16;

    private final FileChannel file;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long windowStart;
    private long position;

    WindowChannel(FileChannel file) {
        this.file = file;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        if (to.remaining() >= WINDOW) {
            int read = file.read(to, position);
            position += Math.max(0, read);
            return read;
        }
        if (position < windowStart || position >= windowStart + window.limit()) {
            window.clear();
            int read = file.read(window, position);
            window.flip();
            windowStart = position;
            if (read <= 0) {
                return read;
            }
        }
        int from = (int) (position - windowStart);
        int count = Math.min(to.remaining(), window.limit() - from);
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
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
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
