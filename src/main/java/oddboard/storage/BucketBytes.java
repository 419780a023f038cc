package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Bytes as objects of a bucket, one for each blob. No key is ever used twice: an object that is removed late is never
 * another blob's.
 */
final class BucketBytes implements ByteStore {
    private static final int PIECE = 4 << 20;

    private final JdbcClient jdbc;
    private final Bucket bucket;
    private final BucketOwner owner;
    private final BlobRows rows;
    private volatile boolean isOwnerKnown;

    BucketBytes(JdbcClient jdbc, Bucket bucket, BucketOwner owner, BlobRows rows) {
        this.jdbc = jdbc;
        this.bucket = bucket;
        this.owner = owner;
        this.rows = rows;
    }

    @Override
    public int piece() {
        return PIECE;
    }

    // The row is there before the object: what is left of a writer that dies is collected with it.
    @Override
    public Written write(InputStream bytes) throws IOException {
        if (!isOwnerKnown) {
            owner.isMine();
            isOwnerKnown = true;
        }
        var key = newKey();
        long id = jdbc.sql("insert into blob (object_key) values (:key) returning id")
                .param("key", key)
                .query(Long.class)
                .single();
        try {
            var sent = ObjectUpload.send(bucket, key, bytes, () -> touch(id));
            return new Written(new Location(id, sent.size(), key), sent.sha256());
        } catch (IOException | RuntimeException e) {
            rows.discard(id, e);
            throw e;
        }
    }

    /** Two digits in front, for servers that keep objects as files of a folder. */
    private static String newKey() {
        var name = UUID.randomUUID().toString();
        return name.substring(0, 2) + "/" + name;
    }

    /** What is still being written is not given up. */
    private void touch(long id) {
        jdbc.sql("update blob set touched_at = now() where id = :id and sha256 is null")
                .param("id", id)
                .update();
    }

    @Override
    public byte[] read(Location at, long offset, int length) throws IOException {
        return bucket.read(Objects.requireNonNull(at.key()), offset, length);
    }
}
