package oddboard.storage;

import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** The real store for tests of the packages above. */
public final class TestBlobStore {
    private TestBlobStore() {}

    public static BlobStore create(DataSource database, Path home) {
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        var cache = new BlobCache(
                home, DataSize.ofGigabytes(20), Clock.systemUTC(), new DiskSpace(home, DataSize.ofBytes(1)));
        return new PostgresBlobStore(
                JdbcClient.create(database), transaction, cache, new DiskSpace(home, DataSize.ofBytes(1)));
    }

    public static BlobMaintenance maintenance(DataSource database) {
        return new BlobMaintenance(
                JdbcClient.create(database), new TransactionTemplate(new DataSourceTransactionManager(database)));
    }
}
