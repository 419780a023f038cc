package oddboard.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import oddboard.testing.Await;
import oddboard.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL that crashes and comes back under a running worker. */
class RestartedDatabaseTest {
    @TempDir
    private Path folder;

    @Test
    void stopsNoAttemptAndLosesNoStep() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("data"))
                .setServerConfig("synchronous_commit", "on").start()) {
            stopsNoAttemptAndLosesNoStep(server);
        }
    }

    private void stopsNoAttemptAndLosesNoStep(EmbeddedPostgres server) throws Exception {
        var database = server.getPostgresDatabase();
        Flyway.configure().dataSource(database).locations("classpath:db/migration").load().migrate();
        TestDatabase.addAccount(database, "ada", "MEMBER");
        JdbcClient.create(database).sql(ToyHandler.TABLES).update();

        try (TestNode node = new TestNode(database);
                QueueProcess worker = QueueProcess.worker(database, folder);
                QueueProcess other = QueueProcess.worker(database, folder)) {
            node.awaitWorkers(2);
            JobId id = node.enqueue(25, 200, "");
            node.awaitSteps(id, 3);
            // Longer than the lease: nobody may be taken for dead because the database was.
            crashFor(Duration.ofSeconds(18));

            node.assertDoneOnce(id, 25);
            assertThat(node.job(id).attempt()).isEqualTo(1);
            node.assertDoneOnce(node.enqueue(1, 10, ""), 1);
            assertThat(worker.isAlive() && other.isAlive()).isTrue();
        }
    }

    /** kill -9 of the server's first process, and the same command again after a while. */
    private void crashFor(Duration away) throws Exception {
        long pid = Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst().strip());
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
            Process again = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("postgres.log").toFile()).start();
            // It ends at once while the crashed one's children still hold the shared memory.
            return again.waitFor(1, TimeUnit.SECONDS) ? null : again;
        });
    }
}
