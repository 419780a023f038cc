package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import oddboard.common.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** One blob's bytes, two pieces in memory at most; holds no connection between two pieces. */
final class ChunkStream extends InputStream {
    private static final Executor FETCHING = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("blob-fetch-", 0).factory());

    /** Gives a part of the blob. */
    interface Source {
        byte[] read(long offset, int length) throws IOException;
    }

    private final Source source;
    private final long size;
    private final int piece;
    private final @Nullable String sha256;
    private @Nullable MessageDigest digest;
    private long position;
    private byte[] chunk = {};
    private int next;
    private @Nullable CompletableFuture<byte[]> ahead;

    /**
     * @param piece bytes that are fetched at once
     * @param sha256 what the bytes have to be where all are read in order; null = that is seen elsewhere
     */
    ChunkStream(Source source, long size, int piece, @Nullable String sha256) {
        this.source = source;
        this.size = size;
        this.piece = piece;
        this.sha256 = sha256;
        this.digest = sha256 == null ? null : Sha256.start();
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
        } else if (skipped > 0) {
            position += skipped;
            next = 0;
            chunk = new byte[0];
            ahead = null;
            digest = null;
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
            long number = position / piece;
            chunk = number == 0 ? fetch(0) : await(number);
            next = (int) (position % piece);
            if (digest != null) {
                check(digest);
            }
            fetchAhead(number + 1);
        }
        return true;
    }

    /** Before the last piece is given away, so that nobody takes wrong bytes for the whole. */
    private void check(MessageDigest all) throws IOException {
        if (next != 0) {
            digest = null;
            return;
        }
        all.update(chunk);
        if (position + chunk.length == size) {
            digest = null;
            String found = Sha256.hex(all);
            if (!found.equals(sha256)) {
                throw new IOException("blob " + sha256 + " is damaged in the store: its hash is " + found);
            }
        }
    }

    /** Whoever reads past the first chunk reads on: the next one is fetched while they are busy with this one. */
    private void fetchAhead(long number) {
        boolean more = number * piece < size;
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

    private byte[] await(long number) throws IOException {
        var fetched = ahead;
        if (fetched == null) {
            return fetch(number);
        }
        try {
            return fetched.join();
        } catch (CompletionException e) {
            ahead = null;
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            if (e.getCause() instanceof RuntimeException other) {
                throw other;
            }
            throw e;
        }
    }

    private byte[] fetch(long number) throws IOException {
        long start = number * piece;
        return source.read(start, (int) Math.min(piece, size - start));
    }
}
