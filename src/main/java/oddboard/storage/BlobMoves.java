package oddboard.storage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import oddboard.common.StorageException;
import oddboard.storage.ByteStore.MissingBytesException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Moves blobs from one store to the other while they are read: copies one, reads the copy, and only where it is what the
 * blob's SHA-256 says does its row name the copy, and the old bytes go.
 */
@Component
class BlobMoves {
    private static final String WAITING =
            "sha256 is not null and damaged_at is null and (object_key is null) = :tobucket";

    private final JdbcClient jdbc;
    private final ByteStores stores;

    BlobMoves(JdbcClient jdbc, ByteStores stores) {
        this.jdbc = jdbc;
        this.stores = stores;
    }

    /** What became of a blob: {@code GONE} = deleted, or moved by somebody else. */
    enum Outcome {
        MOVED,
        GONE,
        DAMAGED
    }

    record Waiting(Location at, String sha256) {}

    /** Blobs in the other store. */
    record Left(long blobs, long bytes) {}

    Left left(boolean toBucket) {
        return jdbc.sql("select count(*), coalesce(sum(size), 0) from blob where " + WAITING)
                .param("tobucket", toBucket)
                .query((row, n) -> new Left(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** The next ones in the other store, whose rows' ids are above {@code after}. */
    List<Waiting> next(boolean toBucket, long after, int most) {
        return jdbc.sql("select id, size, object_key, sha256 from blob where " + WAITING
                        + " and id > :after order by id limit :most")
                .param("tobucket", toBucket)
                .param("after", after)
                .param("most", most)
                .query((row, n) ->
                        new Waiting(new Location(row.getLong(1), row.getLong(2), row.getString(3)), row.getString(4)))
                .list();
    }

    /**
     * Moves one that came in pieces.
     *
     * @return false where there is none
     */
    boolean settleNext() throws IOException {
        if (!stores.prefersBucket()) {
            return false;
        }
        Optional<Waiting> one = jdbc.sql("""
                        select id, size, object_key, sha256 from blob
                        where to_bucket and sha256 is not null and object_key is null and damaged_at is null
                        order by random() limit 1""")
                .query((row, n) ->
                        new Waiting(new Location(row.getLong(1), row.getLong(2), row.getString(3)), row.getString(4)))
                .optional();
        if (one.isEmpty()) {
            return false;
        }
        move(one.get());
        return true;
    }

    /** @throws StorageException where the other store does not take it; the blob stays as it is */
    Outcome move(Waiting blob) throws IOException {
        boolean toBucket = !blob.at.isBucket();
        ByteStore.Written copy;
        try (var in = stores.open(blob.at)) {
            copy = stores.store(toBucket).write(in);
        } catch (MissingBytesException e) {
            return isStill(blob) ? damaged(blob) : Outcome.GONE;
        }
        try {
            if (!copy.sha256().equals(blob.sha256)) {
                stores.rows().discard(copy.id());
                return damaged(blob);
            }
            if (!stores.hash(copy.at(), read -> {}).equals(blob.sha256)) {
                throw new StorageException(
                        "The copy of the content " + blob.sha256 + " is not what was sent, so the old one stays."
                                + " Look at the object storage, then move again.",
                        false,
                        null);
            }
        } catch (IOException | RuntimeException e) {
            stores.rows().discard(copy.id(), e);
            throw e;
        }
        return stores.rows().move(blob.at, copy) ? Outcome.MOVED : Outcome.GONE;
    }

    private boolean isStill(Waiting blob) {
        return stores.find(blob.sha256).filter(blob.at::equals).isPresent();
    }

    private Outcome damaged(Waiting blob) {
        jdbc.sql("update blob set damaged_at = now() where id = :id and object_key is not distinct from :key")
                .param("id", blob.at.id())
                .param("key", blob.at.key())
                .update();
        return Outcome.DAMAGED;
    }
}
