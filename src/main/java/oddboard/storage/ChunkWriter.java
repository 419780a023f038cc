package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes a stream as chunks: while some are stored, side by side, the next one is read and hashed. */
final class ChunkWriter {
    private static final int CHUNK = DatabaseBytes.CHUNK;
    private static final ExecutorService STORING = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("blob-chunk-", 0).factory());
    private static final String DISK_FULL = NoSpaceException.DISK_FULL;
    /** Chunks between two looks at the disk. */
    private static final int LOOK = 8;
    /** The database stores one chunk slower than it is read and hashed; more at once would only wait for each other. */
    private static final int CONCURRENCY = 2;

    private static final Duration TOUCH = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final DiskSpace disk;
    private final long id;
    private final String writer;
    private final @Nullable MessageDigest digest;
    private final Deque<Storing> storing = new ArrayDeque<>();
    private final Deque<byte[]> free = new ArrayDeque<>();
    private long touched = System.nanoTime();
    private long size;
    private long stored;
    private boolean whole;

    private record Storing(Future<@Nullable Void> end, byte[] chunk) {}

    /** @param digest of all bytes before; null = none is kept */
    ChunkWriter(JdbcClient jdbc, DiskSpace disk, long id, String writer, @Nullable MessageDigest digest) {
        this.jdbc = jdbc;
        this.disk = disk;
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
                    chunk = free.isEmpty() ? new byte[CHUNK] : free.pop();
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
        if (length == 0) {
            return;
        }
        touch();
        if (stored++ % LOOK == 0 && disk.isFull()) {
            throw new NoSpaceException();
        }
        var bytes = length == CHUNK ? chunk : Arrays.copyOf(chunk, length);
        // Another thread would not be in the caller's transaction.
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            insert(number, bytes, true);
            free.push(chunk);
            return;
        }
        if (storing.size() == CONCURRENCY) {
            awaitOne();
        }
        storing.add(new Storing(
                STORING.submit(() -> {
                    insert(number, bytes, false);
                    return null;
                }),
                chunk));
    }

    /** What is still being written is not given up. */
    private void touch() {
        if (System.nanoTime() - touched > TOUCH.toNanos()) {
            touched = System.nanoTime();
            jdbc.sql("update blob set touched_at = now() where id = :id and writer = :writer")
                    .param("id", id)
                    .param("writer", writer)
                    .update();
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
                                select id from blob where id = :id and writer = :writer and sha256 is null for share)
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
        IOException io = null;
        RuntimeException other = null;
        while (!storing.isEmpty()) {
            try {
                awaitOne();
            } catch (IOException e) {
                io = e;
            } catch (RuntimeException e) {
                other = e;
            }
        }
        if (io != null) {
            throw io;
        }
        if (other != null) {
            throw other;
        }
    }

    private void awaitOne() throws IOException {
        var oldest = storing.remove();
        try {
            oldest.end.get();
            free.push(oldest.chunk);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while bytes were stored", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    static boolean isDiskFull(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState());
    }
}
