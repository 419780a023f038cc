package oddboard.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.sql.DataSource;
import oddboard.common.StorageException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Moves all contents into one of the two stores; the next one resumes one that broke off. */
public final class StorageMove implements AutoCloseable {
    /** Contents on their way at once; each takes up to 48 MiB of memory. */
    private static final int AT_ONCE = 4;

    private static final int LISTED = 200;

    private final ByteStores stores;
    private final BlobMoves moves;

    /** @param disk of the database, if it is this machine's */
    public StorageMove(DataSource database, DiskSpace disk, StorageSettings settings) {
        JdbcClient jdbc = JdbcClient.create(database);
        this.stores =
                new ByteStores(jdbc, new TransactionTemplate(new JdbcTransactionManager(database)), disk, settings);
        this.moves = new BlobMoves(jdbc, stores);
    }

    /**
     * How far it is.
     *
     * @param damaged contents that are not what their SHA-256 says, and stay where they are
     */
    public record Progress(long moved, long bytes, long left, long leftBytes, List<String> damaged) {}

    /** Contents in a store, and their bytes. */
    public record Amount(long contents, long bytes) {}

    public Amount amount(boolean inBucket) {
        var found = moves.left(!inBucket);
        return new Amount(found.blobs(), found.bytes());
    }

    /**
     * Until the other store has none any more that can be moved.
     *
     * @param progress told now and then
     * @throws StorageException where a store does not do its part; all is whole then, and it can be called again
     */
    public Progress move(boolean toBucket, Consumer<Progress> progress) throws IOException, InterruptedException {
        var total = new Total(toBucket);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            long after = 0;
            while (true) {
                var next = moves.next(toBucket, after, LISTED);
                if (next.isEmpty()) {
                    break;
                }
                List<Future<BlobMoves.Outcome>> going = new ArrayList<>();
                for (var blob : next) {
                    going.add(threads.submit(() -> moves.move(blob)));
                    after = blob.at().id();
                }
                try {
                    for (int i = 0; i < going.size(); i++) {
                        total.add(next.get(i), going.get(i).get());
                        progress.accept(total.now());
                    }
                } catch (ExecutionException e) {
                    threads.shutdownNow();
                    switch (e.getCause()) {
                        case IOException cause -> throw cause;
                        case RuntimeException cause -> throw cause;
                        case null, default -> throw new IllegalStateException(e);
                    }
                }
            }
        }
        return total.now();
    }

    private final class Total {
        private final BlobMoves.Left all;
        private final List<String> damaged = new ArrayList<>();
        private long moved;
        private long bytes;

        Total(boolean toBucket) {
            all = moves.left(toBucket);
        }

        void add(BlobMoves.Waiting blob, BlobMoves.Outcome outcome) {
            switch (outcome) {
                case MOVED -> {
                    moved++;
                    bytes += blob.at().size();
                }
                case DAMAGED -> damaged.add(blob.sha256());
                case GONE -> {}
            }
        }

        Progress now() {
            return new Progress(
                    moved,
                    bytes,
                    Math.max(0, all.blobs() - moved),
                    Math.max(0, all.bytes() - bytes),
                    List.copyOf(damaged));
        }
    }

    /** Makes this database the one that may remove objects of the bucket. */
    public void claim() throws IOException {
        stores.owner().claim();
    }

    @Override
    public void close() {
        stores.close();
    }
}
