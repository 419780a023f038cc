package oddboard.storage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Looks over the bucket for objects of which no row tells, and parts of none: what an outage or a crash left. */
@Component
class ObjectSweep {
    /** A row is there before its object; this is for clocks that differ, and for backups that are being made. */
    static final Duration GRACE = Duration.ofHours(48);

    private static final Logger LOG = LoggerFactory.getLogger(ObjectSweep.class);

    private final JdbcClient jdbc;
    private final ByteStores stores;

    ObjectSweep(JdbcClient jdbc, ByteStores stores) {
        this.jdbc = jdbc;
        this.stores = stores;
    }

    /** @return objects that are gone now; none where the bucket is another database's */
    int sweep() throws IOException {
        var bucket = stores.bucket();
        if (!bucket.isSet() || !stores.owner().isMine() || ObjectRemoval.isBackupRunning(jdbc)) {
            return 0;
        }
        // By the database's clock: a node whose own is days ahead would take everybody's objects.
        var limit = jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant()
                .minus(GRACE);
        int removed = 0;
        try {
            var pages = bucket.client()
                    .listObjectsV2Paginator(list -> list.bucket(bucket.name()).prefix(bucket.prefix()));
            for (var page : pages) {
                for (String key : unknown(page.contents().stream()
                        .filter(object -> object.lastModified().isBefore(limit))
                        .map(S3Object::key)
                        .map(key -> key.substring(bucket.prefix().length()))
                        .filter(key -> !key.equals(BucketOwner.KEY))
                        .toList())) {
                    bucket.remove(key);
                    removed++;
                }
            }
            abortParts(bucket, limit);
        } catch (SdkException e) {
            throw ObjectFaults.of(e);
        }
        if (removed > 0) {
            LOG.info("{} objects of the bucket of which no content was left are removed", removed);
        }
        return removed;
    }

    private List<String> unknown(List<String> keys) {
        if (keys.isEmpty()) {
            return keys;
        }
        var known = new HashSet<>(jdbc.sql("select object_key from blob where object_key = any(:keys)")
                .param("keys", keys.toArray(String[]::new))
                .query(String.class)
                .list());
        return keys.stream().filter(key -> !known.contains(key)).toList();
    }

    private static void abortParts(Bucket bucket, Instant limit) throws IOException {
        var client = bucket.client();
        for (var upload : client.listMultipartUploads(
                        list -> list.bucket(bucket.name()).prefix(bucket.prefix()))
                .uploads()) {
            if (upload.initiated().isBefore(limit)) {
                client.abortMultipartUpload(
                        end -> end.bucket(bucket.name()).key(upload.key()).uploadId(upload.uploadId()));
            }
        }
    }
}
