package oddboard.storage;

import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** How a row of chunks becomes a blob, of which there is one for each content. */
final class BlobRows {
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    BlobRows(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    Blob finish(long id, String sha256, long size) {
        return Objects.requireNonNull(transaction.execute(status -> {
            // Two puts of the same bytes end one after the other here.
            jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(:sha256, 0))")
                    .param("sha256", sha256)
                    .query(Integer.class)
                    .single();
            if (!isThere(id, sha256)) {
                int rows = jdbc.sql("""
                                update blob set sha256 = :sha256, size = :size, created_at = now(), touched_at = now(),
                                                checked_at = now(), writer = null
                                where id = :id and sha256 is null""")
                        .param("sha256", sha256)
                        .param("size", size)
                        .param("id", id)
                        .update();
                if (rows != 1) {
                    throw new PartialBlobException("The upload took longer than a day and was given up.");
                }
            }
            return new Blob(sha256, size);
        }));
    }

    /** From here on the collector keeps the blob for its time of grace; it can't be removing it at this moment. */
    private boolean isThere(long id, String sha256) {
        record Found(long id, boolean damaged) {}
        var found = jdbc.sql("""
                        update blob set touched_at = now() where sha256 = :sha256
                        returning id, damaged_at is not null""")
                .param("sha256", sha256)
                .query((row, n) -> new Found(row.getLong(1), row.getBoolean(2)))
                .optional();
        if (found.isEmpty()) {
            return false;
        }
        if (found.get().damaged) {
            heal(found.get().id, id);
        }
        jdbc.sql("delete from blob where id = :id").param("id", id).update();
        return true;
    }

    private void heal(long damaged, long whole) {
        jdbc.sql("delete from blob_chunk where blob_id = :id")
                .param("id", damaged)
                .update();
        jdbc.sql("update blob_chunk set blob_id = :to where blob_id = :from")
                .param("to", damaged)
                .param("from", whole)
                .update();
        jdbc.sql("update blob set damaged_at = null, checked_at = now() where id = :id")
                .param("id", damaged)
                .update();
    }
}
