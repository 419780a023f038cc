package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** One blob's bytes, two chunks in memory at most; holds no connection between two chunks. */
final class ChunkStream extends InputStream {
    private static final Executor FETCHING = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("blob-fetch-", 0).factory());
    private final JdbcClient jdbc;
    private final long id;
    private final long size;
    private long position;
    private byte[] chunk = {};
    private int next;
    private @Nullable CompletableFuture<byte[]> ahead;

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
    public long skip(long count) {
        long skipped = Math.clamp(count, 0, size - position);
        if (skipped < chunk.length - next) {
            take((int) skipped);
        } else {
            position += skipped;
            next = 0;
            chunk = new byte[0];
            ahead = null;
        }
        return skipped;
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
            int number = Math.toIntExact(position / PostgresBlobStore.CHUNK);
            chunk = number == 0 ? fetch(0) : await(number);
            next = (int) (position % PostgresBlobStore.CHUNK);
            fetchAhead(number + 1);
        }
        return true;
    }

    /** Whoever reads past the first chunk reads on: the next one is fetched while they are busy with this one. */
    private void fetchAhead(int number) {
        boolean more = (long) number * PostgresBlobStore.CHUNK < size;
        // Another thread would not see what the caller's transaction has written.
        ahead = number > 1 && more && !TransactionSynchronizationManager.isActualTransactionActive()
                ? CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return fetch(number);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        FETCHING)
                : null;
    }

    private byte[] await(int number) throws IOException {
        var fetched = ahead;
        if (fetched == null) {
            return fetch(number);
        }
        try {
            return fetched.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            if (e.getCause() instanceof RuntimeException other) {
                throw other;
            }
            throw e;
        }
    }

    private byte[] fetch(int number) throws IOException {
        return jdbc.sql("select bytes from blob_chunk where blob_id = :id and number = :number")
                .param("id", id)
                .param("number", number)
                .query((row, n) -> row.getBytes(1))
                .optional()
                .orElseThrow(() -> new IOException("the blob was deleted while it was read"));
    }
}
