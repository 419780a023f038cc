package oddboard.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import oddboard.common.InputException;

/** A channel's bytes for a reader of TAR headers: passes over contents, and limits how long one header may be. */
final class TarStream extends InputStream {
    /** Names and attributes; the library would keep all of it in memory. */
    private static final int MAX_HEADER = 1 << 20;

    private final SeekableByteChannel channel;
    private final String file;
    private final TarHeaders headers;
    private int read;

    TarStream(SeekableByteChannel channel, String file, TarHeaders headers) {
        this.channel = channel;
        this.file = file;
        this.headers = headers;
    }

    long position() throws IOException {
        return channel.position();
    }

    /** The bytes of the next header are counted, which starts there. */
    void nextHeader(long start) {
        read = 0;
        headers.reset(start);
    }

    @Override
    public int read(byte[] to, int from, int count) throws IOException {
        long at = channel.position();
        int got = channel.read(ByteBuffer.wrap(to, from, count));
        read += Math.max(0, got);
        if (read > MAX_HEADER) {
            throw new InputException("TAR_DAMAGED", file, "", file + " has a header that is too long.");
        }
        if (got > 0) {
            headers.read(at, to, from, got);
        }
        return got;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public long skip(long count) throws IOException {
        long passed = Math.clamp(count, 0, Math.max(0, channel.size() - channel.position()));
        long at = channel.position();
        channel.position(at + passed);
        headers.skipped(at, passed);
        return passed;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.clamp(channel.size() - channel.position(), 0, Integer.MAX_VALUE);
    }
}
