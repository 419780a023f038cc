package oddboard.storage;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import oddboard.storage.ByteStore.Written;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** How bytes without a hash become a blob, of which there is one for each content, and how they take another's place. */
final class BlobRows {
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Consumer<String> removal;

    /** @param removal of an object, called once no row tells of it */
    BlobRows(JdbcClient jdbc, TransactionOperations transaction, Consumer<String> removal) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.removal = removal;
    }

    /** @param toBucket whether it is to be moved to the bucket soon */
    Blob finish(Written written, boolean toBucket) {
        return Objects.requireNonNull(transaction.execute(status -> {
            lock(written.sha256());
            if (!isThere(written)) {
                int rows = jdbc.sql("""
                                update blob set sha256 = :sha256, size = :size, created_at = now(), touched_at = now(),
                                                checked_at = now(), writer = null, to_bucket = :bucket
                                where id = :id and sha256 is null""")
                        .param("sha256", written.sha256())
                        .param("size", written.size())
                        .param("bucket", toBucket)
                        .param("id", written.id())
                        .update();
                if (rows != 1) {
                    throw new PartialBlobException("The upload took longer than a day and was given up.");
                }
            }
            return new Blob(written.sha256(), written.size());
        }));
    }

    /** Two puts of the same bytes end one after the other here. */
    private void lock(String sha256) {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(:sha256, 0))")
                .param("sha256", sha256)
                .query(Integer.class)
                .single();
    }

    /** From here on the collector keeps the blob for its time of grace; it can't be removing it at this moment. */
    private boolean isThere(Written written) {
        record Found(long id, boolean damaged) {}
        var found = jdbc.sql("""
                        update blob set touched_at = now() where sha256 = :sha256
                        returning id, damaged_at is not null""")
                .param("sha256", written.sha256())
                .query((row, n) -> new Found(row.getLong(1), row.getBoolean(2)))
                .optional();
        if (found.isEmpty()) {
            return false;
        }
        if (found.get().damaged) {
            replace(found.get().id, written.id());
        }
        delete("id = :id", written.id());
        return true;
    }

    /**
     * Gives a blob the bytes of its copy in the other store.
     *
     * @param from where its bytes were when they were copied
     * @return false where the blob is gone, or its bytes lie elsewhere by now; then the copy is gone, too
     */
    boolean move(Location from, Written copy) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            lock(copy.sha256());
            boolean there = jdbc.sql("""
                            select 1 from blob where id = :id and sha256 = :sha256 and object_key is not distinct from :key
                            for update""")
                    .param("id", from.id())
                    .param("sha256", copy.sha256())
                    .param("key", from.key())
                    .query(Integer.class)
                    .optional()
                    .isPresent();
            boolean whole = jdbc.sql("select 1 from blob where id = :id and sha256 is null for update")
                    .param("id", copy.id())
                    .query(Integer.class)
                    .optional()
                    .isPresent();
            if (there && whole) {
                replace(from.id(), copy.id());
            }
            discard(copy.id());
            return there && whole;
        }));
    }

    private void replace(long old, long fresh) {
        jdbc.sql("delete from blob_chunk where blob_id = :id").param("id", old).update();
        jdbc.sql("update blob_chunk set blob_id = :to where blob_id = :from")
                .param("to", old)
                .param("from", fresh)
                .update();
        var keys = jdbc.sql("""
                        with given as (update blob set object_key = null where id = :fresh returning id)
                        select b.object_key as now, (select object_key from blob where id = :fresh) as next
                        from blob b, given where b.id = :old""")
                .param("old", old)
                .param("fresh", fresh)
                .query((row, n) -> new Keys(row.getString("now"), row.getString("next")))
                .single();
        jdbc.sql("""
                        update blob set object_key = :key, damaged_at = null, checked_at = now(), to_bucket = false
                        where id = :id""").param("id", old).param("key", keys.next).update();
        removed(keys.now);
    }

    private record Keys(@Nullable String now, @Nullable String next) {}

    /** Forgets bytes that have no hash yet. */
    void discard(long id) {
        delete("id = :id and sha256 is null", id);
    }

    /** Forgets bytes that have no hash yet; where that fails, too, the collector does it later. */
    void discard(long id, Exception because) {
        try {
            discard(id);
        } catch (DataAccessException also) {
            because.addSuppressed(also);
        }
    }

    /**
     * Removes the row and then, once that is sure, its object.
     *
     * @param condition of one row with this id
     * @return whether there was one
     */
    boolean delete(String condition, long id) {
        List<Location> gone = jdbc.sql("delete from blob b where " + condition + " returning b.id, b.object_key")
                .param("id", id)
                .query((row, n) -> new Location(row.getLong(1), 0, row.getString(2)))
                .list();
        for (var row : gone) {
            removed(row.key());
        }
        return !gone.isEmpty();
    }

    private void removed(@Nullable String key) {
        if (key != null) {
            AfterCommit.run(() -> removal.accept(key));
        }
    }
}
