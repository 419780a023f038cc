package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import oddboard.job.JobId;
import oddboard.testing.CrashingPostgres;
import oddboard.testing.Ledger;
import oddboard.testing.StartsProcess;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL that crashes and comes back under a running worker. */
@StartsProcess
class RestartedDatabaseTest {
    @TempDir
    private Path folder;

    @Test
    void stopsNoAttemptAndLosesNoStep() throws Exception {
        try (CrashingPostgres server = new CrashingPostgres(folder)) {
            stopsNoAttemptAndLosesNoStep(server);
        }
    }

    private void stopsNoAttemptAndLosesNoStep(CrashingPostgres server) throws Exception {
        var database = server.database();
        TestDatabase.addAccount(database, "ada", "MEMBER");
        JdbcClient.create(database).sql(ToyHandler.TABLES).update();

        try (TestNode node = new TestNode(database);
                QueueProcess worker = QueueProcess.worker(database, folder);
                QueueProcess other = QueueProcess.worker(database, folder)) {
            node.awaitWorkers(2);
            JobId id = node.enqueue(25, 200, "");
            node.awaitSteps(id, 3);
            // Longer than the lease: nobody may be taken for dead because the database was.
            server.crashFor(Duration.ofSeconds(18));

            node.assertDoneOnce(id, 25);
            assertThat(node.job(id).attempt()).isEqualTo(1);
            node.assertDoneOnce(node.enqueue(1, 10, ""), 1);
            Ledger.check(database);
            assertThat(worker.isAlive() && other.isAlive()).isTrue();
        }
    }
}
