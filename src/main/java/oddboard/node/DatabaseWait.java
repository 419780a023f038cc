package oddboard.node;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

/** A PostgreSQL elsewhere may come up after this process: it is waited for, and one line says so. */
final class DatabaseWait {
    private static final Logger LOG = LoggerFactory.getLogger("oddboard");
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** PostgreSQL starts, stops or recovers. */
    private static final String CANNOT_CONNECT_NOW = "57P03";

    private static final String TOO_MANY_CONNECTIONS = "53300";

    private DatabaseWait() {}

    /** For a start of Spring, which would log a stack trace with whatever its parts throw: ends the process instead. */
    static void of(SpringApplication spring) {
        spring.addInitializers(context -> {
            try {
                await(context.getEnvironment());
            } catch (StartException e) {
                System.err.println(e.getMessage());
                System.exit(2);
            }
        });
    }

    /**
     * Returns when it takes a connection.
     *
     * @param settings Spring's, with {@code oddboard.database.wait}: how long, 2 minutes by default
     * @throws StartException with a sentence where it refuses this user, or does not answer in time
     */
    static void await(Environment settings) {
        String url = settings.getProperty("spring.datasource.url", "");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new StartException("spring.datasource.url is no address of a PostgreSQL server, which begins with"
                    + " jdbc:postgresql:, as in jdbc:postgresql://db:5432/oddboard.");
        }
        // As the pool does: what is not set may be a parameter of the address.
        Properties account = new Properties();
        put(account, "user", settings.getProperty("spring.datasource.username"));
        put(account, "password", settings.getProperty("spring.datasource.password"));
        String user =
                account.getProperty("user") == null ? "the user" : "the user \"" + account.getProperty("user") + "\"";
        Duration limit = DurationStyle.detectAndParse(settings.getProperty("oddboard.database.wait", "2m"));
        // Parameters may hold secrets.
        String where = url.replaceFirst("\\?.*", "");
        long start = System.nanoTime();
        boolean told = false;
        while (true) {
            try (Connection connection = DriverManager.getConnection(url, account)) {
                if (told) {
                    LOG.info(
                            "{} answers after {} s.",
                            where,
                            Duration.ofNanos(System.nanoTime() - start).toSeconds());
                }
                return;
            } catch (SQLException e) {
                if (!passes(e)) {
                    throw new StartException("PostgreSQL at " + where + " refuses " + user + " (" + firstLine(e)
                            + "); check spring.datasource.url, .username and .password.");
                }
                if (System.nanoTime() - start > limit.toNanos()) {
                    throw new StartException("PostgreSQL at " + where + " did not answer within " + limit.toSeconds()
                            + " s (" + firstLine(e) + "); start it, or check SPRING_DATASOURCE_URL.");
                }
                if (!told) {
                    LOG.info("Waiting for PostgreSQL at {} ({})", where, firstLine(e));
                    told = true;
                }
            }
            pause();
        }
    }

    private static void put(Properties account, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            account.setProperty(name, value);
        }
    }

    /** No connection (class 08), or not now; all else stays as it is however long one waits. */
    private static boolean passes(SQLException e) {
        String state = Objects.toString(e.getSQLState(), "");
        return state.startsWith("08") || state.equals(CANNOT_CONNECT_NOW) || state.equals(TOO_MANY_CONNECTIONS);
    }

    private static String firstLine(SQLException e) {
        return Objects.toString(e.getMessage(), e.toString())
                .lines()
                .findFirst()
                .orElse("");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Stopped while it waited for PostgreSQL.");
        }
    }
}
