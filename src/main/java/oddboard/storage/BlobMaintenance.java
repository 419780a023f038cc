package oddboard.storage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.LongConsumer;
import oddboard.common.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Removes blobs that nothing refers to, and finds those whose bytes are not what they were. */
@Component
public class BlobMaintenance {
    /** Between a blob's end and the row that refers to it there is no lock, only this time. */
    public static final Duration GRACE = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(BlobMaintenance.class);

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final ByteStores stores;
    private final BlobReferences references;

    BlobMaintenance(JdbcClient jdbc, TransactionOperations transaction, ByteStores stores) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.stores = stores;
        this.references = new BlobReferences(jdbc);
    }

    /** A blob whose hash was wrong when it was last looked at. */
    public record Damaged(String sha256, long size, Instant foundAt) {}

    /** How much is stored, each content once, and how much of it is checked. */
    public record Totals(long blobs, long bytes, long unfinishedBytes, long checkedBlobs) {}

    /** @return the number of blobs that are gone now */
    public int collect() {
        var old = jdbc.sql("select id from blob b where " + idle("b"))
                .query(Long.class)
                .list();
        int removed = 0;
        for (long id : old) {
            removed += Boolean.TRUE.equals(transaction.execute(status -> remove(id))) ? 1 : 0;
        }
        if (removed > 0) {
            LOG.info("{} blobs that nothing referred to are removed", removed);
        }
        return removed;
    }

    /**
     * Locks first and looks then: whoever begins to refer to the blob, or sends its content again, holds a lock on the
     * row that this one has to skip, or waits for this one and finds the blob gone.
     */
    private boolean remove(long id) {
        boolean locked = jdbc.sql("select 1 from blob where id = :id for update skip locked")
                .param("id", id)
                .query(Integer.class)
                .optional()
                .isPresent();
        return locked && stores.rows().delete("id = :id and " + idle("b"), id);
    }

    private String idle(String b) {
        return "%s.touched_at < now() - make_interval(secs => %d) and (%s.sha256 is null or %s)"
                .formatted(b, GRACE.toSeconds(), b, references.none(b));
    }

    /**
     * Reads one blob that was not checked for so long, and notes whether it is what it was.
     *
     * @param read called with the bytes of each piece, so that the caller can take its time
     * @return false where none is due
     * @throws StorageException where the object storage does not answer, which says nothing of the blob
     */
    public boolean checkNext(Duration interval, LongConsumer read) {
        record Due(Location at, String sha256) {}
        // Taken by its time of checking: another node takes the next one.
        var due = jdbc.sql("""
                        update blob set checked_at = now() where id = (
                            select id from blob
                            where sha256 is not null
                              and (checked_at is null or checked_at < now() - make_interval(secs => :interval))
                            order by checked_at nulls first limit 1 for update skip locked)
                        returning id, size, object_key, sha256""")
                .param("interval", interval.toSeconds())
                .query((row, n) ->
                        new Due(new Location(row.getLong(1), row.getLong(2), row.getString(3)), row.getString(4)))
                .optional();
        if (due.isEmpty()) {
            return false;
        }
        var at = due.get().at;
        boolean whole;
        try {
            whole = hash(at, read).equals(due.get().sha256);
        } catch (StorageException e) {
            jdbc.sql("update blob set checked_at = null where id = :id")
                    .param("id", at.id())
                    .update();
            throw e;
        }
        // What was moved meanwhile was read whole by the move.
        int rows = jdbc.sql("""
                        update blob set damaged_at = case when :whole then null else coalesce(damaged_at, now()) end
                        where id = :id and object_key is not distinct from :key""")
                .param("id", at.id())
                .param("key", at.key())
                .param("whole", whole)
                .update();
        if (!whole && rows == 1) {
            LOG.error(
                    "Blob {} of {} bytes is damaged in the store; send its file again to heal it, or restore a backup",
                    due.get().sha256,
                    at.size());
        }
        return true;
    }

    private String hash(Location at, LongConsumer read) {
        try {
            return stores.hash(at, read);
        } catch (IOException e) {
            return "a chunk is missing";
        }
    }

    /** Newest first. */
    public List<Damaged> damaged() {
        return jdbc.sql(
                        "select sha256, size, damaged_at from blob where damaged_at is not null order by damaged_at desc")
                .query((row, n) -> new Damaged(
                        row.getString(1),
                        row.getLong(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .list();
    }

    public Totals totals() {
        return jdbc.sql("""
                        select count(sha256), coalesce(sum(size), 0), count(checked_at) filter (where sha256 is not null),
                               (select coalesce(sum(length(bytes)), 0) from blob_chunk c join blob u on u.id = c.blob_id
                                where u.sha256 is null)
                        from blob""")
                .query((row, n) -> new Totals(row.getLong(1), row.getLong(2), row.getLong(4), row.getLong(3)))
                .single();
    }
}
