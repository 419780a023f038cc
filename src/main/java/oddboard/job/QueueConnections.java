package oddboard.job;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.DataSourceBuilder;

/** Connections of the queue's own, so that no busy page or handler keeps a heartbeat or Quartz's check-in waiting. */
public final class QueueConnections implements AutoCloseable {
    private final HikariDataSource heartbeat;
    private final HikariDataSource quartz;
    private final HikariDataSource listening;

    public QueueConnections(DataSource main, int quartzSize) {
        heartbeat = pool(main, "heartbeat", 3, Duration.ofSeconds(10));
        quartz = pool(main, "quartz", quartzSize, Duration.ofSeconds(30));
        listening = pool(main, "changes", 1, Duration.ofSeconds(10));
        listening.setMinimumIdle(0);
    }

    private static HikariDataSource pool(DataSource main, String name, int size, Duration answer) {
        HikariDataSource pool =
                DataSourceBuilder.derivedFrom(main).type(HikariDataSource.class).build();
        pool.setPoolName(name);
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(3_000);
        pool.setValidationTimeout(2_000);
        pool.setInitializationFailTimeout(-1);
        // A connection that was cut without a word is noticed.
        pool.addDataSourceProperty("connectTimeout", "3");
        pool.addDataSourceProperty("socketTimeout", Long.toString(answer.toSeconds()));
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        return pool;
    }

    public DataSource heartbeat() {
        return heartbeat;
    }

    public DataSource quartz() {
        return quartz;
    }

    Connection listen() throws SQLException {
        return listening.getConnection();
    }

    @Override
    public void close() {
        listening.close();
        heartbeat.close();
        quartz.close();
    }
}
