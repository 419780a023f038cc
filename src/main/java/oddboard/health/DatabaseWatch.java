package oddboard.health;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import oddboard.storage.DiskSpace;
import oddboard.ui.Format;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Knows within a second that the database is away and why, so that nobody waits for it in vain. */
@Component
public class DatabaseWatch implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int PATIENCE_SECONDS = 5;
    private final DataSource database;
    private final DiskSpace disk;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("database-watch").daemon().factory());
    private @Nullable Connection connection;
    private int failures;
    private volatile boolean away;

    @Autowired
    DatabaseWatch(DataSource main, DiskSpace disk) {
        PGSimpleDataSource own = DataSourceBuilder.derivedFrom(main)
                .type(PGSimpleDataSource.class)
                .build();
        own.setConnectTimeout(PATIENCE_SECONDS);
        own.setSocketTimeout(PATIENCE_SECONDS);
        this.database = own;
        this.disk = disk;
    }

    /** A worker turns nobody away, so it need not know. */
    @EventListener
    void start(ApplicationReadyEvent event) {
        if (!(event.getApplicationContext() instanceof WebServerApplicationContext)) {
            return;
        }
        thread.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why nothing can be done now and when to come again, in a sentence; empty while the database answers. */
    public Optional<String> outage() {
        if (!away) {
            return Optional.empty();
        }
        return Optional.of(
                !disk.isFull()
                        ? "The database does not answer now; it is being waited for. Try again in a moment."
                        : "The server's disk is full ("
                                + Format.bytes(disk.room().free())
                                + " free), so the database has stopped. Free some space on it: Oddboard then continues"
                                + " by itself.");
    }

    private void look() {
        boolean reached = reaches() || reachesAnew();
        failures = reached ? 0 : failures + 1;
        boolean now = !reached && (away || failures > 1);
        if (now != away) {
            away = now;
            if (now) {
                LOG.error("The database does not answer; calls and pages are turned away until it does");
            } else {
                LOG.warn("The database answers again");
            }
        }
    }

    private boolean reaches() {
        try {
            return connection != null && connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean reachesAnew() {
        close();
        try {
            connection = database.getConnection();
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            LOG.debug("The database does not answer", e);
            if ("08001".equals(e.getSQLState()) || "57P03".equals(e.getSQLState())) {
                // Refused, or still starting: this is no overload that passes.
                failures++;
            }
            // It has run out of connections: it lives.
            return "53300".equals(e.getSQLState());
        }
    }

    private void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("A broken connection", e);
        }
        connection = null;
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
        try {
            if (thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
