package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import oddboard.job.JobId;
import oddboard.testing.Await;
import oddboard.testing.CrashingPostgres;
import oddboard.testing.Ledger;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that goes away under running workers. */
class DatabaseFault {
    @TempDir
    private Path folder;

    @Test
    void goesOnAfterPostgresWasGoneForHalfAMinute() throws Exception {
        goesOnAfter(Duration.ofSeconds(30), 1);
    }

    @Test
    void goesOnAfterPostgresWasGoneForMuchLongerThanTheLease() throws Exception {
        goesOnAfter(Duration.ofSeconds(90), 1);
    }

    private void goesOnAfter(Duration away, int attempts) throws Exception {
        try (CrashingPostgres server = new CrashingPostgres(folder)) {
            var database = server.database();
            TestDatabase.addAccount(database, "ada", "MEMBER");
            JdbcClient.create(database).sql(ToyHandler.TABLES).update();
            try (TestNode node = new TestNode(database);
                    QueueProcess one = QueueProcess.worker(database, folder);
                    QueueProcess two = QueueProcess.worker(database, folder);
                    QueueProcess three = QueueProcess.worker(database, folder)) {
                node.awaitWorkers(3);
                node.separateMachines();
                JobId first = node.enqueue(60, 200, "");
                JobId second = node.enqueue(60, 200, "");
                JobId waiting = node.enqueue(5, 2_000, "");
                JobId last = node.enqueue(5, 20, "");
                node.awaitSteps(second, 10);
                server.crashFor(away);
                int steps = node.steps(first);
                Instant back = node.now();
                Await.until(
                        "a step after the outage",
                        Duration.ofMinutes(1),
                        () -> node.steps(first) > steps ? true : null);
                Duration until = Duration.between(back, node.now());

                for (JobId job : new JobId[] {first, second}) {
                    node.assertDoneOnce(job, 60);
                    assertThat(node.job(job).attempt()).isEqualTo(attempts);
                }
                node.assertDoneOnce(waiting, 5);
                node.assertDoneOnce(last, 5);
                Ledger.check(database);
                assertThat(one.isAlive() && two.isAlive() && three.isAlive()).isTrue();
                new FaultReport("database-away-" + away.toSeconds())
                        .line(
                                "PostgreSQL killed and away for %d s under two "
                                        + "trainings: both resumed %s after it was back, at attempt 1, every step stored",
                                away.toSeconds(), FaultReport.seconds(until))
                        .write();
            }
        }
    }

    @Test
    void losesNothingWhileEveryConnectionIsBrokenOncePerSecond() throws Exception {
        try (TestNode node = new TestNode(QueueParts.database());
                QueueProcess one = QueueProcess.worker(node.database, folder, "oddboard.worker.slots=2");
                QueueProcess two = QueueProcess.worker(node.database, folder, "oddboard.worker.slots=2")) {
            node.awaitWorkers(2);
            double before = jobsPerSecond(node, 60);
            JobId training = node.enqueue(400, 100, "");
            node.awaitSteps(training, 3);
            for (int i = 0; i < 20; i++) {
                node.enqueue(10, 100, "");
            }
            int broken = 0;
            for (int second = 0; second < 60; second++) {
                broken += node.sql.sql("""
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()
                        """).query(Integer.class).single();
                Thread.sleep(1_000);
            }
            Await.until("the end of all jobs", Duration.ofMinutes(5), () -> node.queue.countOpen() == 0 ? true : null);
            node.assertDoneOnce(training, 400);
            Ledger.check(node.database);
            assertThat(one.isAlive() && two.isAlive()).isTrue();
            double after = jobsPerSecond(node, 60);
            new FaultReport("broken-connections")
                    .line(
                            "%d connections broken in 60 s; 21 jobs, all done once; a training of 40 s "
                                    + "took %d attempt(s)",
                            broken, node.job(training).attempt())
                    .line("short jobs a second before %.1f, after %.1f", before, after)
                    .write();
            assertThat(after).isGreaterThan(0.7 * before);
        }
    }

    private static double jobsPerSecond(TestNode node, int jobs) {
        long began = System.nanoTime();
        for (int i = 0; i < jobs; i++) {
            node.enqueue(1, 0, "");
        }
        Await.until("the end of short jobs", Duration.ofMinutes(2), () -> node.queue.countOpen() == 0 ? true : null);
        return jobs / ((System.nanoTime() - began) / 1e9);
    }
}
