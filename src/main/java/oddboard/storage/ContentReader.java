package oddboard.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import javax.sql.DataSource;
import oddboard.common.StorageException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Contents in whichever store they lie, for commands that run without the program. */
public final class ContentReader implements AutoCloseable {
    /** Held shared, as an advisory lock, while a backup is made: then no object is removed. */
    public static final long BACKUP_LOCK = ObjectRemoval.BACKUP_LOCK;

    private final ByteStores stores;

    /** @param disk of the database, if it is this machine's */
    public ContentReader(DataSource database, DiskSpace disk, StorageSettings settings) {
        this.stores = new ByteStores(
                JdbcClient.create(database),
                new TransactionTemplate(new JdbcTransactionManager(database)),
                disk,
                settings);
    }

    /** Its bytes as they are now, damaged or not. */
    public InputStream open(String sha256) throws IOException {
        return stores.open(sha256, false);
    }

    /**
     * The SHA-256 of its bytes as they are now; "" where some are missing.
     *
     * @throws StorageException where the object storage does not answer, which says nothing of the content
     */
    public String hash(String sha256) {
        try (var in = open(sha256)) {
            return stores.hash(in, read -> {});
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether there is a bucket. */
    public boolean hasBucket() {
        return stores.bucket().isSet();
    }

    /** The bucket, for administrators. */
    public String bucket() {
        return stores.bucket().toString();
    }

    /** Whether this database may remove objects of the bucket. */
    public boolean ownsBucket() throws IOException {
        return stores.owner().isMine();
    }

    /**
     * Writes a small object, reads it and removes it.
     *
     * @throws StorageException where one of these can't be done
     */
    public void probeBucket() throws IOException {
        String key = "probe/" + UUID.randomUUID();
        byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
        var bucket = stores.bucket();
        bucket.put(key, new ByteArrayInputStream(bytes));
        if (!Arrays.equals(bucket.read(key, 0, bytes.length), bytes)) {
            throw new StorageException("The object storage gave back other bytes than were written.", false, null);
        }
        bucket.remove(key);
        if (bucket.exists(key)) {
            throw new StorageException("The object storage keeps an object that was removed.", false, null);
        }
    }

    @Override
    public void close() {
        stores.close();
    }
}
