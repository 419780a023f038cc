package oddboard.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** Starts the embedded PostgreSQL again whenever it ends without having been asked to, until it is closed. */
final class PostgresSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSupervisor.class);
    private static final long MAX_PAUSE_LENGTH = 5_000;
    private static final ExponentialBackOff PAUSES = new ExponentialBackOff(250, 2);

    static {
        PAUSES.setMaxInterval(MAX_PAUSE_LENGTH);
    }

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration KEEP = Duration.ofSeconds(30);
    private final PostgresCommand command;
    private final ReserveFile reserve;
    private final Path data;
    private final String url;
    private final Properties access = new Properties();
    private final Thread thread = new Thread(this::supervise, "postgres-supervisor");
    private ProcessHandle process;
    private volatile boolean closed;

    PostgresSupervisor(
            ProcessHandle first, PostgresCommand command, ReserveFile reserve, Path data, LocalPostgres server) {
        this.data = data;
        this.process = first;
        this.command = command;
        this.reserve = reserve;
        this.url = server.url();
        access.setProperty("user", server.user());
        access.setProperty("password", server.password());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void supervise() {
        long kept = System.nanoTime() - KEEP.toNanos();
        try {
            while (!closed) {
                if (System.nanoTime() - kept > KEEP.toNanos()) {
                    kept = System.nanoTime();
                    reserve.keep();
                }
                Thread.sleep(LOOK);
                if (hasEnded() && !closed) {
                    LOG.error(
                            "The embedded PostgreSQL ended; it is started again. Its log is {}.",
                            command.log().file());
                    startAgain();
                }
            }
        } catch (InterruptedException e) {
            // The program ends.
        }
    }

    /** A process that nobody waits for, as in a container without an init, stays in the table after its end. */
    private boolean hasEnded() {
        if (!process.isAlive()) {
            return true;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException | UncheckedIOException e) {
            return !process.isAlive();
        }
    }

    private void startAgain() throws InterruptedException {
        BackOffExecution pauses = PAUSES.start();
        long since = System.nanoTime();
        while (!closed) {
            if (reserve.release()) {
                LOG.error("The database's disk is full: the reserve is given up, so that PostgreSQL can recover.");
            }
            try {
                // The dead server's number may be another's by now.
                Postmaster.disown(data);
                Process next = command.start();
                process = next.toHandle();
                if (isReady(next)) {
                    LOG.warn(
                            "The embedded PostgreSQL answers again after {} ms",
                            Duration.ofNanos(System.nanoTime() - since).toMillis());
                    return;
                }
            } catch (IOException e) {
                LOG.error("The embedded PostgreSQL can't be started: {}", e.getMessage());
            }
            // Of what the dead server left, the last process must end before there can be a new one.
            long pause = pauses.nextBackOff();
            Thread.sleep(pause);
            if (pause == MAX_PAUSE_LENGTH) {
                LOG.error(
                        "The embedded PostgreSQL does not start; its log is {}.",
                        command.log().file());
            }
        }
    }

    /** Waits for as long as it lives: a recovery may take minutes. */
    private boolean isReady(Process server) throws InterruptedException {
        while (server.isAlive()) {
            try (Connection connection = DriverManager.getConnection(url, access)) {
                return connection.isValid(5) && server.isAlive();
            } catch (SQLException e) {
                LOG.debug("Not yet: {}", e.getMessage());
            }
            Thread.sleep(LOOK);
        }
        return false;
    }

    /** From here on its end is nothing to mend. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
