package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes a stream as chunks: while one is stored, the next one is read and hashed. */
final class ChunkWriter {
    private static final int CHUNK = PostgresBlobStore.CHUNK;
    private static final ExecutorService STORING =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("blob-chunk-", 0).factory());
    private static final String DISK_FULL = "53100";

    private final JdbcClient jdbc;
    private final long id;
    private final String writer;
    private final @Nullable MessageDigest digest;
    private @Nullable Future<@Nullable Void> storing;
    private long size;
    private boolean whole;

    /** @param digest of all bytes before; null = none is kept */
    ChunkWriter(JdbcClient jdbc, long id, String writer, @Nullable MessageDigest digest) {
        this.jdbc = jdbc;
        this.id = id;
        this.writer = writer;
        this.digest = digest;
    }

    /**
     * Stores the stream from {@code offset} on, all or what came before it broke off.
     *
     * @param tail what the chunk at the offset holds already
     */
    void write(long offset, byte[] tail, InputStream bytes) throws IOException {
        var chunk = Arrays.copyOf(tail, CHUNK);
        var other = new byte[CHUNK];
        int filled = tail.length;
        size = offset;
        int number = Math.toIntExact(offset / CHUNK);
        try {
            while (true) {
                int read;
                try {
                    read = bytes.read(chunk, filled, CHUNK - filled);
                } catch (IOException e) {
                    store(number, chunk, filled);
                    await();
                    whole = true;
                    throw e;
                }
                if (read < 0) {
                    break;
                }
                if (digest != null) {
                    digest.update(chunk, filled, read);
                }
                filled += read;
                size = Math.addExact(size, read);
                if (filled == CHUNK) {
                    store(number++, chunk, filled);
                    // The one before is stored by now, so its place is free.
                    var next = other;
                    other = chunk;
                    chunk = next;
                    filled = 0;
                }
            }
            if (size > offset) {
                store(number, chunk, filled);
            }
            await();
            whole = true;
        } finally {
            await();
        }
    }

    /** After a write: the bytes that are stored now. */
    long size() {
        return size;
    }

    /** Whether all is stored that was read, and hashed. */
    boolean isWhole() {
        return whole;
    }

    private void store(int number, byte[] chunk, int length) throws IOException {
        await();
        if (length == 0) {
            return;
        }
        var bytes = length == CHUNK ? chunk : Arrays.copyOf(chunk, length);
        // Another thread would not be in the caller's transaction.
        boolean inline = TransactionSynchronizationManager.isActualTransactionActive();
        Callable<@Nullable Void> work = () -> {
            insert(number, bytes, inline);
            return null;
        };
        if (inline) {
            insert(number, bytes, true);
        } else {
            storing = STORING.submit(work);
        }
    }

    /**
     * One statement, a transaction of its own: a slow upload must not hold a connection. It need not be on disk at once:
     * the commit that ends the blob waits for all before it, and a sender asks what is left after a crash.
     */
    private void insert(int number, byte[] bytes, boolean inline) throws IOException {
        try {
            int rows = jdbc.sql("""
                            with quick as (
                                select set_config('synchronous_commit',
                                    case when :inline then current_setting('synchronous_commit') else 'off' end, true)),
                            mine as (
                                update blob set touched_at = now()
                                where id = :id and writer = :writer and sha256 is null
                                returning id)
                            insert into blob_chunk (blob_id, number, bytes)
                            select mine.id, :number, :bytes from mine, quick
                            on conflict (blob_id, number) do update set bytes = excluded.bytes""")
                    .param("inline", inline)
                    .param("id", id)
                    .param("writer", writer)
                    .param("number", number)
                    .param("bytes", bytes)
                    .update();
            if (rows != 1) {
                throw new PartialBlobException(
                        "These bytes came too late: another connection took this upload up, or it was given up.");
            }
        } catch (DataAccessException e) {
            if (isDiskFull(e)) {
                throw new NoSpaceException(e);
            }
            throw e;
        }
    }

    private void await() throws IOException {
        var last = storing;
        storing = null;
        if (last == null) {
            return;
        }
        try {
            last.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while bytes were stored", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException other -> throw other;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    static boolean isDiskFull(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState());
    }
}
