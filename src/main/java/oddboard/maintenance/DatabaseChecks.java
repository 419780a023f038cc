package oddboard.maintenance;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import oddboard.ui.Format;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database server, the tables in it, and what they say of workers and backups. */
final class DatabaseChecks {
    private static final int OLDEST = 14;
    private static final int FEW_CONNECTIONS = 20;
    private static final double CLOCK_WARN = 2;
    private static final Duration OLD_BACKUP = Duration.ofHours(26);
    private final DataSource database;
    private final JdbcClient jdbc;

    DatabaseChecks(DataSource database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
    }

    Check reached() {
        try (Connection connection = database.getConnection()) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            String version = "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion() + " answers";
            return major < OLDEST
                    ? Check.fail("database", version + "; Oddboard needs " + OLDEST + " or newer.")
                    : Check.ok("database", version + ".");
        } catch (SQLException e) {
            return Check.fail(
                    "database",
                    "The database does not answer: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + " Check SPRING_DATASOURCE_URL, its user and password, and that PostgreSQL runs.");
        }
    }

    List<Check> server() {
        List<Check> found = new ArrayList<>();
        String encoding = text("show server_encoding");
        found.add(
                encoding.equals("UTF8")
                        ? Check.ok("database", "It stores text as UTF8.")
                        : Check.fail(
                                "database",
                                "It stores text as " + encoding + "; create the database again with encoding 'UTF8'."));
        for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
            if (text("show " + setting).equals("off")) {
                found.add(Check.warn(
                        "database",
                        "Its setting " + setting
                                + " is off: a power cut may lose what people were told is stored. Set it to on."));
            }
        }
        long most = number("select current_setting('max_connections')::bigint");
        long used = number("select count(*) from pg_stat_activity where backend_type = 'client backend'");
        String words = used + " of " + most + " connections are in use";
        found.add(
                most - used < FEW_CONNECTIONS
                        ? Check.warn(
                                "database", words + "; each process of Oddboard takes up to 16. Raise max_connections.")
                        : Check.ok("database", words + "."));
        found.add(Check.ok(
                "disk",
                "The database takes " + Format.bytes(number("select pg_database_size(current_database())")) + "."));
        double off = System.currentTimeMillis() / 1000.0
                - jdbc.sql("select extract(epoch from clock_timestamp())::float8")
                        .query(Double.class)
                        .single();
        String clocks = String.format(
                java.util.Locale.ROOT,
                "This machine's clock is %.1f s %s the database's",
                Math.abs(off),
                off > 0 ? "ahead of" : "behind");
        found.add(
                Math.abs(off) > CLOCK_WARN
                        ? Check.warn("clock", clocks + ". Set both by NTP; beyond 5 s a worker takes no jobs.")
                        : Check.ok("clock", clocks + "."));
        return found;
    }

    List<Check> tables() {
        try (Connection connection = database.getConnection()) {
            List<String> known = Schema.versions(database);
            String level = Schema.level(connection).orElse("");
            if (level.isEmpty()) {
                return List.of(Check.warn(
                        "migrations", "The database has no tables yet; start Oddboard once, or restore a backup."));
            }
            if (!known.contains(level)) {
                return List.of(Check.fail(
                        "migrations",
                        "The tables are those of a later Oddboard (" + level + "); this one knows up to "
                                + known.getLast() + ". Run that version again."));
            }
            if (!level.equals(known.getLast())) {
                return List.of(Check.warn(
                        "migrations",
                        "The tables stand at " + level + " of " + known.getLast()
                                + "; they are brought up when Oddboard starts. Back up first."));
            }
            return List.of(Check.ok("migrations", "The tables are this version's (" + level + ")."));
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    List<Check> workers() {
        record Worker(String id, boolean alive, double silent) {}
        List<Worker> all = jdbc.sql("""
                select id, heartbeat_at > now() - interval '60 seconds', extract(epoch from now() - heartbeat_at)::float8 from worker
                order by id""")
                .query((row, n) -> new Worker(row.getString(1), row.getBoolean(2), row.getDouble(3)))
                .list();
        List<Check> found = new ArrayList<>();
        all.stream()
                .filter(w -> !w.alive())
                .forEach(w -> found.add(Check.warn(
                        "workers",
                        "Worker " + w.id() + " has not been heard of for " + Format.duration(w.silent())
                                + ". Start it again, if it is still needed.")));
        long alive = all.stream().filter(Worker::alive).count();
        long waiting = number("select count(*) from job where state in ('QUEUED', 'RETRY_WAIT')");
        found.add(
                alive == 0 && waiting > 0
                        ? Check.warn("workers", jobs(waiting) + " and no worker runs. Start one.")
                        : Check.ok(
                                "workers",
                                alive + (alive == 1 ? " worker runs, " : " workers run, ") + jobs(waiting) + "."));
        return found;
    }

    private static String jobs(long waiting) {
        return waiting == 1 ? "1 job waits" : waiting + " jobs wait";
    }

    List<Check> backup() {
        Double age = jdbc.sql(
                        "select extract(epoch from now() - max(at))::float8 from upkeep_event where kind = 'BACKUP'")
                .query(Double.class)
                .optional()
                .orElse(null);
        if (age == null) {
            return List.of(Check.warn(
                    "backup", "No backup was made by the command yet. Let one be made each night: backup --to=FILE"));
        }
        String words = "The last backup was made " + Format.duration(age) + " ago";
        return List.of(
                age > OLD_BACKUP.toSeconds()
                        ? Check.warn("backup", words + ". Let one be made each night: backup --to=FILE")
                        : Check.ok("backup", words + "."));
    }

    private String text(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }

    private long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
