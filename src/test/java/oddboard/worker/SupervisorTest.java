package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.job.WorkerInfo;
import oddboard.testing.Await;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: one that keeps two workers, which are crashed and stopped. */
@StartsProcess
class SupervisorTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @TempDir
    private Path home;

    private final TestNode node = new TestNode(QueueParts.database());

    @AfterEach
    void stop() {
        node.close();
    }

    private Process start() throws Exception {
        Path log =
                Files.createTempFile(Files.createDirectories(Path.of("target", "worker-logs")), "supervisor", ".log");
        return SupervisedWorkers.start(node.database, home, "cpu, cpu", log);
    }

    private List<Long> pids() {
        return node.queue.workers().stream()
                .filter(WorkerInfo::alive)
                .map(WorkerInfo::pid)
                .toList();
    }

    private void end(Process supervisor) throws Exception {
        supervisor.descendants().forEach(ProcessHandle::destroyForcibly);
        supervisor.destroyForcibly().waitFor();
    }

    @Test
    void startsACrashedWorkerAgainAndEndsBothInOrder() throws Exception {
        Process supervisor = start();
        try {
            node.awaitWorkers(2);
            JobId one = node.enqueue(300, 100, "");
            JobId two = node.enqueue(300, 100, "");
            node.awaitSteps(one, 2);
            node.awaitSteps(two, 2);
            List<Long> before = pids();

            new ProcessBuilder("kill", "-SEGV", before.getFirst().toString())
                    .start()
                    .waitFor();

            Await.until(
                    "a worker in its place",
                    LIMIT,
                    () -> pids().size() == 2 && !pids().contains(before.getFirst()) ? true : null);
            assertThat(pids()).contains(before.getLast());
            assertThat(home.resolve("logs"))
                    .isDirectoryContaining("glob:**/worker-crash-" + before.getFirst() + ".log");
            Await.until("both jobs running", LIMIT, () -> node.queue.running().size() == 2 ? true : null);
            int lost = node.lostAttempts(one) + node.lostAttempts(two);
            assertThat(lost).isEqualTo(1);

            long requested = System.nanoTime();
            supervisor.destroy();
            assertThat(supervisor.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(supervisor.exitValue()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - requested)).isLessThan(Duration.ofSeconds(30));
            assertThat(List.of(node.job(one).state(), node.job(two).state())).containsOnly(JobState.QUEUED);
            assertThat(node.lostAttempts(one) + node.lostAttempts(two))
                    .as("an orderly end is no loss")
                    .isEqualTo(lost);
            assertThat(node.queue.workers()).isEmpty();
        } finally {
            end(supervisor);
        }
    }

    @Test
    void leavesNoWorkerBehindWhereItIsKilled() throws Exception {
        Process supervisor = start();
        try {
            node.awaitWorkers(2);
            List<ProcessHandle> children = supervisor.children().toList();
            assertThat(children).hasSize(2);
            supervisor.destroyForcibly().waitFor();
            Await.until(
                    "the end of the children",
                    LIMIT,
                    () -> children.stream().noneMatch(ProcessHandle::isAlive) ? true : null);
            assertThat(node.queue.workers()).isEmpty();
        } finally {
            end(supervisor);
        }
    }
}
