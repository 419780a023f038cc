package oddboard.storage;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import oddboard.testing.S3Server;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** The real store for tests of the packages above. */
public final class TestBlobStore {
    private TestBlobStore() {}

    /** New contents go to the database, and there is no bucket. */
    public static BlobStore create(DataSource database, Path home) {
        return create(database, home, bytes(database, home, none()));
    }

    static BlobStore create(DataSource database, Path home, ByteStores bytes) {
        return create(database, home, bytes, DataSize.ofGigabytes(20), Clock.systemUTC());
    }

    static BlobStore create(DataSource database, Path home, ByteStores bytes, DataSize cache, Clock clock) {
        var disk = new DiskSpace(home, DataSize.ofBytes(1));
        return new StoredBlobs(JdbcClient.create(database), bytes, new BlobCache(home, cache, clock, disk), disk);
    }

    static ByteStores bytes(DataSource database, Path home, StorageSettings settings) {
        return new ByteStores(
                JdbcClient.create(database), transaction(database), new DiskSpace(home, DataSize.ofBytes(1)), settings);
    }

    /** No bucket. */
    static StorageSettings none() {
        return new StorageSettings(
                StorageSettings.Kind.DATABASE,
                new StorageSettings.S3(null, "us-east-1", null, "", null, null, null, Duration.ofSeconds(60), 1));
    }

    /** A bucket whose server is quick to give up on: three tries of two seconds. */
    static StorageSettings bucket(S3Server server, StorageSettings.Kind kind) {
        return bucket(server.endpoint(), kind);
    }

    /** The collector of a database whose contents lie in this server's bucket. */
    public static Collector inBucket(DataSource database, Path home, S3Server server) {
        var bytes = bytes(database, home, bucket(server, StorageSettings.Kind.S3));
        return new Collector(bytes, maintenance(database, bytes));
    }

    /** Until it is closed; what it removes goes a moment later. */
    public record Collector(AutoCloseable bytes, BlobMaintenance maintenance) implements AutoCloseable {
        public int collect() {
            return maintenance.collect();
        }

        @Override
        public void close() throws Exception {
            bytes.close();
        }
    }

    static StorageSettings bucket(URI endpoint, StorageSettings.Kind kind) {
        return new StorageSettings(
                kind,
                new StorageSettings.S3(
                        endpoint,
                        "us-east-1",
                        "store",
                        "team/odd",
                        null,
                        S3Server.KEY,
                        S3Server.SECRET,
                        Duration.ofSeconds(2),
                        3));
    }

    public static BlobMaintenance maintenance(DataSource database) {
        return maintenance(database, bytes(database, Path.of("."), none()));
    }

    static BlobMaintenance maintenance(DataSource database, ByteStores bytes) {
        return new BlobMaintenance(JdbcClient.create(database), transaction(database), bytes);
    }

    private static TransactionTemplate transaction(DataSource database) {
        return new TransactionTemplate(new DataSourceTransactionManager(database));
    }
}
