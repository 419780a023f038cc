package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One blob's bytes, one chunk in memory at a time; holds no connection between two chunks. */
final class ChunkStream extends InputStream {
    private final JdbcClient jdbc;
    private final long id;
    private final long size;
    private long position;
    private byte[] chunk = {};
    private int next;

    ChunkStream(JdbcClient jdbc, long id, long size) {
        this.jdbc = jdbc;
        this.id = id;
        this.size = size;
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk[take(1)] & 0xff : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - next);
        System.arraycopy(chunk, take(count), to, offset, count);
        return count;
    }

    @Override
    public int available() {
        return chunk.length - next;
    }

    private int take(int count) {
        int from = next;
        next += count;
        position += count;
        return from;
    }

    private boolean fill() throws IOException {
        if (position >= size) {
            return false;
        }
        if (next == chunk.length) {
            chunk = jdbc.sql("select bytes from blob_chunk where blob_id = :id and number = :number")
                    .param("id", id)
                    .param("number", position / PostgresBlobStore.CHUNK)
                    .query((row, n) -> row.getBytes(1))
                    .optional()
                    .orElseThrow(() -> new IOException("the blob was deleted while it was read"));
            next = 0;
        }
        return true;
    }
}
