package oddboard.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** A real PostgreSQL for tests: one server a JVM, a fresh migrated database a call. */
public final class TestDatabase {
    private static final String TEMPLATE = "migrated";
    /** Where there is one: a disk takes more than half a minute to delete some hundred databases when the JVM ends. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final String PREFIX = "oddboard-test-database-";
    /** Bytes: two JVMs side by side make some three hundred databases of 15 MB each. Half a machine's memory is there. */
    private static final long NEEDED = 7L << 30;

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    /** So many databases keep idle connections: the server has room for 300. */
    private static final int WARM = 20;

    private static final Deque<HikariDataSource> POOLS = new ArrayDeque<>();
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("test-pools").factory());

    private TestDatabase() {}

    /** A new database with every migration applied; connections are pooled as the program's are, so close them. */
    public static DataSource dataSource() {
        var name = "test_" + NUMBER.incrementAndGet();
        execute("create database " + name + " template " + TEMPLATE);
        var pool = new HikariDataSource();
        pool.setDataSource(SERVER.getDatabase("postgres", name));
        pool.setMaximumPoolSize(50);
        pool.setMinimumIdle(0);
        pool.setScheduledExecutor(CLOCK);
        pool.setPoolName(name);
        synchronized (POOLS) {
            POOLS.addLast(pool);
            if (POOLS.size() > WARM) {
                cool(POOLS.removeFirst());
            }
        }
        return pool;
    }

    /** It continues to give connections, and keeps none that is there now. */
    private static void cool(HikariDataSource pool) {
        var connections = pool.getHikariPoolMXBean();
        if (connections != null) {
            connections.softEvictConnections();
        }
    }

    /** A new database with nothing in it; for tests of migrations. */
    public static DataSource emptyDataSource() {
        var name = "test_" + NUMBER.incrementAndGet();
        execute("create database " + name);
        return SERVER.getDatabase("postgres", name);
    }

    /** A new database with what is in this one, to which nobody may be connected. */
    public static DataSource copyOf(DataSource original) {
        var name = "test_" + NUMBER.incrementAndGet();
        execute("create database " + name + " template "
                + JdbcClient.create(original)
                        .sql("select current_database()")
                        .query(String.class)
                        .single());
        return SERVER.getDatabase("postgres", name);
    }

    /** The JDBC URL of a data source of this class, for tests that start the whole application; its user is postgres. */
    public static String url(DataSource database) {
        try (var connection = database.getConnection()) {
            return connection.getMetaData().getURL();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds a person; returns the account's id. */
    public static long addAccount(DataSource database, String name, String role) {
        return JdbcClient.create(database)
                .sql("insert into account (name, password_hash, role) values (:name, '{noop}-', :role) returning id")
                .param("name", name)
                .param("role", role)
                .query(Long.class)
                .single();
    }

    private static void execute(String sql) {
        JdbcClient.create(SERVER.getPostgresDatabase()).sql(sql).update();
    }

    /** Of JVMs that were killed; the others delete theirs themselves. */
    private static void deleteLeftBehind() throws IOException {
        try (var folders = Files.newDirectoryStream(MEMORY, PREFIX + "*")) {
            for (Path folder : folders) {
                long pid = Long.parseLong(folder.getFileName().toString().substring(PREFIX.length()));
                if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
                    FileSystemUtils.deleteRecursively(folder);
                }
            }
        }
    }

    private static EmbeddedPostgres start() {
        try {
            // Nothing here outlives the JVM, so it need not survive a power cut.
            var builder = EmbeddedPostgres.builder();
            if (Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > NEEDED) {
                deleteLeftBehind();
                builder.setDataDirectory(
                        MEMORY.resolve(PREFIX + ProcessHandle.current().pid()));
            }
            var server = builder.setServerConfig("max_connections", "300")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            JdbcClient.create(server.getPostgresDatabase())
                    .sql("create database " + TEMPLATE)
                    .update();
            Flyway.configure()
                    .dataSource(server.getDatabase("postgres", TEMPLATE))
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
