package oddboard.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A PostgreSQL of one test alone, which keeps what it commits and can be killed. */
public final class CrashingPostgres implements AutoCloseable {
    private final Path folder;
    private final EmbeddedPostgres server;
    private final DataSource database;

    /** With every migration applied. */
    public CrashingPostgres(Path folder) throws IOException {
        this(folder, "off");
    }

    /** @param fsync on = it would survive a power cut, too, and says so of itself */
    public CrashingPostgres(Path folder, String fsync) throws IOException {
        this.folder = folder;
        server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", fsync)
                .start();
        database = server.getPostgresDatabase();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    public DataSource database() {
        return database;
    }

    /** kill -9 of the server's first process, and the same command again after a while. */
    public void crashFor(Duration away) throws Exception {
        long pid = Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid"))
                .getFirst()
                .strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(postmaster.info().command().orElseThrow());
        command.addAll(List.of(postmaster.info().arguments().orElseThrow()));
        postmaster.destroyForcibly();
        postmaster.onExit().get();
        Thread.sleep(away);
        Await.until("PostgreSQL", Duration.ofSeconds(60), () -> {
            Process again = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("postgres.log").toFile())
                    .start();
            // It ends at once while the crashed one's children still hold the shared memory.
            return again.waitFor(1, TimeUnit.SECONDS) ? null : again;
        });
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
