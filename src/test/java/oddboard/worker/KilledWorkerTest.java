package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import oddboard.job.Job;
import oddboard.job.JobEvent;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.testing.Await;
import oddboard.testing.Ledger;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real worker processes, ended as an administrator or the system ends them. */
@StartsProcess
class KilledWorkerTest {
    @TempDir
    private Path folder;

    private final TestNode node = new TestNode(QueueParts.database());

    @AfterEach
    void stop() {
        node.close();
        Ledger.checkWithoutWorkers(node.database);
    }

    private QueueProcess worker(String... settings) throws Exception {
        return QueueProcess.worker(node.database, folder, settings);
    }

    @Test
    void leavesItsJobToAnotherWorkerWhichGoesOnFromTheCheckpoint() throws Exception {
        try (QueueProcess one = worker();
                QueueProcess two = worker()) {
            node.awaitWorkers(2);
            JobId id = node.enqueue(25, 200, "");
            Job running = node.awaitSteps(id, 5);
            node.ownerOf(running, one, two).kill();
            long killed = System.nanoTime();

            node.awaitAttempt(id, 2);

            assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(20));
            node.assertDoneOnce(id, 25);
            assertThat(node.job(id).attempt()).isEqualTo(2);
            assertThat(node.sql
                            .sql("select count(*) from toy_step where attempt = 1")
                            .query(Long.class)
                            .single())
                    .isGreaterThanOrEqualTo(5);
            assertThat(node.queue.history(id))
                    .extracting(JobEvent::state)
                    .containsExactly(
                            JobState.QUEUED, JobState.RUNNING, JobState.QUEUED, JobState.RUNNING, JobState.SUCCEEDED);
            assertThat(node.queue.history(id).get(2).reason())
                    .isEqualTo("worker " + running.execution().worker() + " died");
            assertThat(node.queue.workers()).hasSize(1);
        }
    }

    @Test
    void goesOnAfterAllWorkersWereKilledAndStartedAgain() throws Exception {
        JobId first = node.enqueue(20, 200, "");
        JobId second = node.enqueue(20, 200, "");
        JobId waiting = node.enqueue(2, 10, "");
        try (QueueProcess one = worker("oddboard.worker.slots=2")) {
            node.awaitSteps(first, 3);
            node.awaitSteps(second, 3);
            assertThat(node.job(waiting).state()).isEqualTo(JobState.QUEUED);
            one.kill();
        }
        // As after a reboot: nobody can see any more that the process is gone.
        node.sql.sql("update worker set machine = 'before the reboot'").update();
        try (QueueProcess next = worker("oddboard.worker.slots=2")) {
            node.awaitWorkers(1);
            node.assertDoneOnce(first, 20);
            node.assertDoneOnce(second, 20);
            node.assertDoneOnce(waiting, 2);
            assertThat(node.job(first).attempt()).isEqualTo(2);
            assertThat(node.job(waiting).attempt()).isEqualTo(1);
            assertThat(next.isAlive()).isTrue();
        }
    }

    @Test
    void writesNothingWhenItWakesAfterAnotherHasTakenItsJob() throws Exception {
        try (QueueProcess one = worker();
                QueueProcess two = worker()) {
            node.awaitWorkers(2);
            JobId id = node.enqueue(25, 200, "");
            QueueProcess frozen = node.ownerOf(node.awaitSteps(id, 3), one, two);
            frozen.signal("STOP");

            node.awaitAttempt(id, 2);
            int taken = node.steps(id);
            frozen.signal("CONT");

            node.assertDoneOnce(id, 25);
            assertThat(node.sql
                            .sql("select max(step) from toy_step where attempt = 1")
                            .query(Integer.class)
                            .single())
                    .isLessThanOrEqualTo(taken);
            JobId next = node.enqueue(1, 10, "");
            node.assertDoneOnce(next, 1);
            node.awaitWorkers(2);
        }
    }

    /** Killed, or out of heap, which ends the process at once. */
    @ParameterizedTest
    @CsvSource({"halt,137", "heap,3"})
    void failsAJobAtWhichThreeWorkersDied(String mode, int status) throws Exception {
        JobId poison = node.enqueue(5, 50, mode);
        JobId other = node.enqueue(2, 50, "");
        for (int death = 1; death <= 3; death++) {
            try (QueueProcess worker = worker()) {
                assertThat(worker.waitFor(60)).isEqualTo(status);
            }
            node.context.getBean(DeadWorkerSweep.class).sweep();
            assertThat(node.lostAttempts(poison)).isEqualTo(death);
        }
        try (QueueProcess worker = worker()) {
            node.assertDoneOnce(other, 2);
            assertThat(worker.isAlive()).isTrue();
        }

        Job failed = node.job(poison);
        assertThat(failed.attempt()).isEqualTo(3);
        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.errorCode()).isEqualTo("WORKER_DIED");
        assertThat(failed.errorDetail())
                .isEqualTo(
                        "The worker process died 3 times while it did this job. The likely cause is too little memory,"
                                + " for which the system kills a process: try smaller images or a smaller batch size, or"
                                + " give the worker more memory. The log of the server says how the process ended.");
        assertThat(node.sql
                        .sql("select state from toy_ended")
                        .query(String.class)
                        .list())
                .containsExactly("FAILED");
    }

    /** As one large batch that the engine computes in one piece. */
    @Test
    void cancelsAJobInTheMiddleOfALongStep() throws Exception {
        try (QueueProcess one = worker()) {
            JobId cancelled = node.enqueue(2, 9000, "");
            node.awaitAttempt(cancelled, 1);
            Await.until(
                    "its first step",
                    Duration.ofSeconds(30),
                    () -> node.job(cancelled).state() == JobState.RUNNING ? true : null);
            long requested = System.nanoTime();
            node.queue.cancel(cancelled, node.ada);
            assertThat(node.awaitEnd(cancelled).state()).isEqualTo(JobState.CANCELLED);
            assertThat(Duration.ofNanos(System.nanoTime() - requested)).isLessThan(Duration.ofSeconds(3));

            JobId next = node.enqueue(1, 10, "");
            node.assertDoneOnce(next, 1);
            assertThat(node.steps(cancelled)).as("written after the end").isZero();
            assertThat(node.job(cancelled).attempt()).isEqualTo(1);
            assertThat(one.isAlive()).isTrue();
        }
    }

    @Test
    void handsItsJobOverWhenItIsAskedToStop() throws Exception {
        try (QueueProcess one = worker()) {
            JobId cancelled = node.enqueue(300, 100, "");
            node.awaitSteps(cancelled, 1);
            long requested = System.nanoTime();
            node.queue.cancel(cancelled, node.ada);
            assertThat(node.awaitEnd(cancelled).state()).isEqualTo(JobState.CANCELLED);
            assertThat(Duration.ofNanos(System.nanoTime() - requested)).isLessThan(Duration.ofSeconds(10));

            JobId id = node.enqueue(300, 100, "");
            node.awaitSteps(id, 3);
            assertThat(one.terminate()).isIn(0, 143);

            assertThat(node.job(id).state()).isEqualTo(JobState.QUEUED);
            assertThat(node.lostAttempts(id)).isZero();
            assertThat(node.queue.workers()).isEmpty();
            assertThat(node.sql
                            .sql("select trigger_name || ' ' || trigger_state from qrtz_triggers")
                            .query(String.class)
                            .list())
                    .containsExactly(id + ".2 WAITING");
            assertThat(node.sql
                            .sql("select count(*) from qrtz_fired_triggers")
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(node.sql
                            .sql("select count(*) from qrtz_scheduler_state")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void sharesManyJobsWithoutDoingOneTwice() throws Exception {
        int jobs = 200;
        try (QueueProcess one = worker("oddboard.worker.slots=2");
                QueueProcess two = worker("oddboard.worker.slots=2")) {
            node.awaitWorkers(2);
            for (int n = 0; n < jobs; n++) {
                JobId id = node.enqueue(1, 0, "");
                if (n % 10 == 0) {
                    // A second trigger: what a recovery that was not needed would leave.
                    node.context.getBean(Triggers.class).again(id, "cpu", 0, 7, Instant.now());
                }
            }
            Await.until("the end of all jobs", Duration.ofMinutes(3), () -> node.queue.countOpen() == 0 ? true : null);
            Await.until(
                    "an empty Quartz",
                    Duration.ofSeconds(30),
                    () -> node.sql
                                            .sql("select count(*) from qrtz_triggers")
                                            .query(Long.class)
                                            .single()
                                    == 0
                            ? true
                            : null);

            assertThat(node.sql
                            .sql("select count(*) from job where state = 'SUCCEEDED' and attempt = 1")
                            .query(Long.class)
                            .single())
                    .isEqualTo(jobs);
            assertThat(node.sql
                            .sql("select count(*) from toy_result")
                            .query(Long.class)
                            .single())
                    .isEqualTo(jobs);
            assertThat(node.sql
                            .sql("select count(distinct worker) from job")
                            .query(Long.class)
                            .single())
                    .isEqualTo(2);
            assertThat(node.sql
                            .sql("select count(*) from qrtz_job_details")
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(one.isAlive() && two.isAlive()).isTrue();
        }
    }

    @Test
    void leavesWhenTheProcessThatStartedItIsGone() throws Exception {
        Process parent = new ProcessBuilder("sleep", "600").start();
        try (QueueProcess child = worker("oddboard.worker.parent-pid=" + parent.pid())) {
            JobId id = node.enqueue(60, 200, "");
            node.awaitSteps(id, 2);

            parent.destroyForcibly().waitFor();

            assertThat(child.waitFor(30)).isZero();
            assertThat(node.job(id).state()).isEqualTo(JobState.QUEUED);
            assertThat(node.lostAttempts(id)).isZero();
        } finally {
            parent.destroyForcibly();
        }
    }
}
