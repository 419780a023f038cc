package oddboard.storage;

import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import oddboard.common.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes objects of which no row tells any more, aside: nobody waits for it with a connection of the database. What it
 * leaves, because the storage is away or the program ends, is found when the bucket is looked over.
 */
final class ObjectRemoval implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectRemoval.class);
    /** Held shared, as an advisory lock of the database, while a backup is made. */
    static final long BACKUP_LOCK = 0x6f64_6462_6b75L;

    private static final int LAST_SECONDS = 10;

    private final JdbcClient jdbc;
    private final Bucket bucket;
    private final BucketOwner owner;
    private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            waiting,
            Thread.ofPlatform().name("object-removal").daemon().factory());

    ObjectRemoval(JdbcClient jdbc, Bucket bucket, BucketOwner owner) {
        this.jdbc = jdbc;
        this.bucket = bucket;
        this.owner = owner;
        thread.allowCoreThreadTimeOut(true);
    }

    /** Rows are gone by now that a backup, which began before, still reads: their objects stay, and are found later. */
    static boolean isBackupRunning(JdbcClient jdbc) {
        return jdbc.sql("""
                        select exists (select from pg_locks where locktype = 'advisory' and granted and objsubid = 1
                            and database = (select oid from pg_database where datname = current_database())
                            and classid = :lock >> 32 and objid = :lock & 4294967295)""").param("lock", BACKUP_LOCK).query(Boolean.class).single();
    }

    void later(String key) {
        try {
            thread.execute(() -> remove(key));
        } catch (RejectedExecutionException e) {
            LOG.info("The object {} is used no more, and stays until the bucket is next looked over", key);
        }
    }

    private void remove(String key) {
        try {
            if (isBackupRunning(jdbc)) {
                LOG.info("The object {} stays while a backup is made", key);
            } else if (owner.isMine()) {
                bucket.remove(key);
            } else {
                LOG.warn("The object {} stays: the bucket {} belongs to another database", key, bucket);
            }
        } catch (IOException | StorageException | DataAccessException e) {
            int more = waiting.size();
            waiting.clear();
            LOG.warn("{} objects are used no more, and stay until the bucket is next looked over", more + 1);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
