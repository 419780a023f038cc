package oddboard.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Which database's contents lie in the bucket, by an object that names it. Another one, such as a copy that was restored
 * from a backup, may read there and add objects, but removes none.
 */
final class BucketOwner {
    static final String KEY = "owner";
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Bucket bucket;
    private final JdbcClient jdbc;
    private volatile long seenAt;
    private volatile boolean seen;

    BucketOwner(Bucket bucket, JdbcClient jdbc) {
        this.bucket = bucket;
        this.jdbc = jdbc;
    }

    /** Whether this database may remove objects; it takes a bucket that names no owner. */
    boolean isMine() throws IOException {
        if (seen && System.nanoTime() - seenAt < REMEMBERED.toNanos()) {
            return true;
        }
        String owner = owner();
        if (owner.isEmpty()) {
            claim();
            owner = owner();
        }
        seen = owner.equals(id());
        seenAt = System.nanoTime();
        return seen;
    }

    /** From now on this database is the owner, and the one before is none. */
    void claim() throws IOException {
        bucket.put(KEY, new ByteArrayInputStream(id().getBytes(StandardCharsets.US_ASCII)));
        seen = false;
    }

    private String id() {
        return jdbc.sql("select id::text from bucket_owner").query(String.class).single();
    }

    private String owner() {
        try {
            return bucket.client()
                    .getObjectAsBytes(get -> get.bucket(bucket.name()).key(bucket.prefix() + KEY))
                    .asString(StandardCharsets.UTF_8)
                    .strip();
        } catch (S3Exception e) {
            if (ObjectFaults.isMissing(e)) {
                return "";
            }
            throw ObjectFaults.of(e);
        } catch (SdkException e) {
            throw ObjectFaults.of(e);
        }
    }
}
