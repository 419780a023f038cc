package oddboard.maintenance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Has the retention done from time to time, by one node at a time. */
final class RetentionTick implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionTick.class);
    private final Retention retention;
    private final DataSource database;
    private final JdbcClient jdbc;
    private final RetentionSettings settings;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("retention").daemon().factory());

    RetentionTick(Retention retention, DataSource database, JdbcClient jdbc, RetentionSettings settings) {
        this.retention = retention;
        this.database = database;
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        jdbc.sql("update retention_rule set checkpoint_bytes = :bytes where checkpoint_bytes <> :bytes")
                .param("bytes", settings.checkpoints().toBytes())
                .update();
        long seconds = settings.every().toSeconds();
        thread.scheduleWithFixedDelay(this::quietly, Math.min(seconds, 300), seconds, TimeUnit.SECONDS);
    }

    private void quietly() {
        try {
            tick();
        } catch (SQLException | RuntimeException e) {
            if (!thread.isShutdown()) {
                LOG.warn("The retention could not do its work: {}", e.getMessage());
            }
        }
    }

    /** @return false where another node does it now */
    boolean tick() throws SQLException {
        // The lock is the connection's: it outlasts the work's small transactions, and goes with this process.
        try (Connection connection = database.getConnection()) {
            if (!call(connection, "select pg_try_advisory_lock(hashtext('oddboard'), hashtext('retention'))")) {
                return false;
            }
            try {
                retention.apply("the schedule");
                return true;
            } finally {
                call(connection, "select pg_advisory_unlock(hashtext('oddboard'), hashtext('retention'))");
            }
        }
    }

    private static boolean call(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdownNow();
        thread.awaitTermination(5, TimeUnit.SECONDS);
    }
}
