package oddboard.maintenance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import oddboard.common.StorageException;
import oddboard.storage.ContentReader;
import oddboard.storage.StorageSettings;
import oddboard.ui.Format;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether the bucket does what it is asked, and where contents lie. */
final class BucketChecks {
    private static final String TOPIC = "bucket";

    private BucketChecks() {}

    static List<Check> of(ContentReader contents, StorageSettings settings, JdbcClient jdbc) {
        List<Check> found = new ArrayList<>();
        long there = jdbc.sql("select count(*) from blob where sha256 is not null and object_key is not null")
                .query(Long.class)
                .single();
        if (!contents.hasBucket()) {
            if (there > 0) {
                found.add(Check.fail(
                        TOPIC,
                        Format.count(there) + " contents lie in a bucket, but oddboard.storage.s3.bucket names none."
                                + " Set the bucket that they lie in."));
            }
            return found;
        }
        String bucket = "The bucket " + contents.bucket();
        try {
            contents.probeBucket();
            found.add(Check.ok(TOPIC, bucket + " is written, read and cleaned up."));
            found.add(
                    contents.ownsBucket()
                            ? Check.ok(TOPIC, Format.count(there) + " contents of this database lie in it.")
                            : Check.warn(
                                    TOPIC,
                                    bucket + " belongs to another database, so this one removes no objects there. If"
                                            + " that other one is gone for good, say: storage --claim"));
        } catch (IOException | StorageException e) {
            found.add(Check.fail(TOPIC, bucket + ": " + e.getMessage()));
        }
        boolean wanted = settings.kind() == StorageSettings.Kind.S3;
        long elsewhere = jdbc.sql("""
                        select count(*) from blob where sha256 is not null and (object_key is null) = :wanted
                            and not (to_bucket and touched_at > now() - interval '1 hour')""").param("wanted", wanted).query(Long.class).single();
        if (elsewhere > 0) {
            String names = wanted ? "s3" : "database";
            found.add(Check.ok(
                    TOPIC,
                    Format.count(elsewhere) + " contents do not lie where new ones go; storage --move-to=" + names
                            + " moves them."));
        }
        return found;
    }
}
