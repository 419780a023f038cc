package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.testing.Await;
import oddboard.testing.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that neither work nor die, and workers that are asked to leave. */
class FrozenWorkerFault {
    @TempDir
    private Path folder;

    private final TestNode node = new TestNode(QueueParts.database());

    @AfterEach
    void stop() {
        node.close();
    }

    private QueueProcess worker(String... settings) throws Exception {
        return QueueProcess.worker(node.database, folder, settings);
    }

    @Test
    void writesNothingAfterAMinuteAsleep() throws Exception {
        try (QueueProcess one = worker();
                QueueProcess two = worker()) {
            node.awaitWorkers(2);
            JobId id = node.enqueue(600, 200, "");
            QueueProcess frozen = node.ownerOf(node.awaitSteps(id, 10), one, two);
            Instant stopped = node.now();
            frozen.signal("STOP");
            node.awaitAttempt(id, 2);
            Thread.sleep(Duration.between(node.now(), stopped.plusSeconds(60)));
            int steps = node.steps(id);
            frozen.signal("CONT");
            long woken = System.nanoTime();
            Await.until(
                    "the end of the zombie",
                    Duration.ofSeconds(20),
                    () -> frozen.log().contains("no longer holds")
                                    || frozen.log().contains("was taken over")
                                    || idle(frozen)
                            ? true
                            : null);
            Duration gaveUp = Duration.ofNanos(System.nanoTime() - woken);

            node.awaitEnd(id, Duration.ofMinutes(4));
            node.assertDoneOnce(id, 600);
            Ledger.check(node.database);
            assertThat(node.job(id).attempt()).isEqualTo(2);
            assertThat(node.steps(id)).isGreaterThan(steps);
            JobId first = node.enqueue(20, 100, "");
            JobId second = node.enqueue(20, 100, "");
            node.assertDoneOnce(first, 20);
            node.assertDoneOnce(second, 20);
            assertThat(node.job(first).execution().worker())
                    .as("both take jobs again")
                    .isNotEqualTo(node.job(second).execution().worker());
            new FaultReport("frozen")
                    .line(
                            "SIGSTOP for 60 s: another took the job after %s",
                            FaultReport.seconds(Duration.between(stopped, node.startOf(id, 2))))
                    .line("after SIGCONT the first gave up in %s and wrote nothing", FaultReport.seconds(gaveUp))
                    .write();
            assertThat(Duration.between(stopped, node.startOf(id, 2))).isLessThan(Duration.ofSeconds(45));
        }
    }

    /** A worker that holds no attempt any more has no thread that sleeps in the toy. */
    private static boolean idle(QueueProcess worker) throws Exception {
        Process stack = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jstack")
                                .toString(),
                        Long.toString(worker.pid()))
                .redirectErrorStream(true)
                .start();
        String text = new String(stack.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return text.contains("heartbeat") && !text.contains("ToyHandler.handle");
    }

    @Test
    void endsAWorkerWhoseJobStandsStill() throws Exception {
        try (QueueProcess one = worker("oddboard.worker.standstill=10s")) {
            node.awaitWorkers(1);
            JobId id = node.enqueue(30, 100, "hang");
            long began = System.nanoTime();
            assertThat(one.waitFor(60)).isEqualTo(70);
            Duration ended = Duration.ofNanos(System.nanoTime() - began);
            assertThat(node.job(id).state()).isEqualTo(JobState.RETRY_WAIT);
            assertThat(node.queue.history(id).getLast().reason())
                    .startsWith("The job stood still: no step was taken for 1");
            assertThat(node.queue.workers()).isEmpty();
            try (var files = Files.list(folder.resolve("logs"))) {
                assertThat(files.map(f -> f.getFileName().toString())).containsExactly("stall-" + id + "-1.txt");
            }
            assertThat(Files.readString(folder.resolve("logs/stall-" + id + "-1.txt")))
                    .contains("ToyHandler.hang");
            try (QueueProcess next = worker("oddboard.worker.standstill=10s")) {
                node.assertDoneOnce(id, 30);
                assertThat(next.isAlive()).isTrue();
                Ledger.check(node.database);
            }
            new FaultReport("stall")
                    .line(
                            "limit 10 s: the worker had ended with status 70 after %s, its threads written "
                                    + "down; the job was done by the next attempt",
                            FaultReport.seconds(ended))
                    .write();
        }
    }

    @Test
    void handsItsJobToAnotherWorkerWhenItIsAskedToStop() throws Exception {
        try (QueueProcess one = worker();
                QueueProcess two = worker()) {
            node.awaitWorkers(2);
            JobId id = node.enqueue(100, 100, "");
            QueueProcess owner = node.ownerOf(node.awaitSteps(id, 20), one, two);
            Instant requested = node.now();
            assertThat(owner.terminate()).isIn(0, 143);
            Duration left = Duration.between(requested, node.now());
            node.awaitAttempt(id, 2);
            Duration resumed = Duration.between(requested, node.startOf(id, 2));
            assertThat(node.lostAttempts(id)).isZero();
            node.assertDoneOnce(id, 100);
            Ledger.check(node.database);
            new FaultReport("drain")
                    .line(
                            "SIGTERM: resumed by another worker after %s, process gone after %s, no attempt counted",
                            FaultReport.seconds(resumed), FaultReport.seconds(left))
                    .write();
            assertThat(resumed).isLessThan(Duration.ofSeconds(5));
            assertThat(left).isLessThan(Duration.ofSeconds(30));
        }
    }
}
