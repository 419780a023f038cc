package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.job.WorkerInfo;
import oddboard.testing.Await;
import oddboard.testing.Ledger;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers whose clock is wrong, by libfaketime; skipped where that is not installed. */
class ClockFault {
    private static final List<String> PLACES = List.of(
            "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
            "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
            "/usr/lib64/faketime/libfaketime.so.1",
            "/usr/lib/faketime/libfaketime.so.1");

    @TempDir
    private Path folder;

    private final TestNode node = new TestNode(QueueParts.database());

    @AfterEach
    void stop() {
        node.close();
    }

    /** A worker whose clock is off by what the file says, also when the file changes. */
    private QueueProcess worker(Path offset) throws Exception {
        Optional<String> library =
                PLACES.stream().filter(p -> Files.exists(Path.of(p))).findFirst();
        assumeTrue(library.isPresent(), "libfaketime is not installed");
        return QueueProcess.worker(
                TestDatabase.url(node.database),
                Map.of(
                        "LD_PRELOAD",
                        library.orElseThrow(),
                        "FAKETIME_TIMESTAMP_FILE",
                        offset.toString(),
                        "FAKETIME_NO_CACHE",
                        "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1",
                        "FAKETIME_DONT_RESET",
                        "1"),
                folder);
    }

    private WorkerInfo info(QueueProcess process) {
        return node.queue.workers().stream()
                .filter(w -> w.pid() == process.pid())
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {30, -30})
    void takesNothingFromOthersWhileItsClockIsWrong(int seconds) throws Exception {
        Path offset = Files.writeString(folder.resolve("offset"), "%+d\n".formatted(seconds));
        try (QueueProcess right = QueueProcess.worker(node.database, folder)) {
            node.awaitWorkers(1);
            JobId live = node.enqueue(800, 100, "");
            node.awaitSteps(live, 3);
            JobId waiting = node.enqueue(200, 100, "");
            try (QueueProcess wrong = worker(offset)) {
                node.awaitWorkers(2);
                node.separateMachines();
                assertThat(info(wrong).clockOffset()).isCloseTo(seconds * 1_000L, within(1_000L));
                assertThat(info(wrong).clockIsWrong()).isTrue();
                // Two check-ins of Quartz and more.
                Thread.sleep(Duration.ofSeconds(20));
                assertThat(node.job(live).attempt()).isEqualTo(1);
                assertThat(node.job(waiting).state()).isEqualTo(JobState.QUEUED);
                assertThat(node.sql
                                .sql("select count(*) from qrtz_scheduler_state")
                                .query(Long.class)
                                .single())
                        .isEqualTo(1);
                assertThat(wrong.log()).contains("takes no job until its clock is right");

                Files.writeString(offset, "+0\n");
                Instant set = node.now();
                node.awaitAttempt(waiting, 1);
                Duration took = Duration.between(set, node.startOf(waiting, 1));
                assertThat(node.ownerOf(node.job(waiting), right, wrong)).isSameAs(wrong);
                // And wrong again, in the middle of a job: others may think what they like, the job continues.
                Files.writeString(offset, "%+d\n".formatted(seconds));
                Await.until(
                        "a wrong clock",
                        Duration.ofSeconds(20),
                        () -> info(wrong).clockIsWrong() ? true : null);
                JobId next = node.enqueue(5, 100, "");
                node.assertDoneOnce(waiting, 200);
                node.awaitEnd(live, Duration.ofMinutes(3));
                node.assertDoneOnce(live, 800);
                node.assertDoneOnce(next, 5);
                assertThat(node.job(live).attempt()).isEqualTo(1);
                assertThat(node.job(waiting).attempt()).isEqualTo(1);
                assertThat(node.ownerOf(node.job(next), right, wrong)).isSameAs(right);
                Ledger.check(node.database);
                new FaultReport("clock" + (seconds > 0 ? "-ahead" : "-behind"))
                        .line(
                                "a worker whose clock was off by %+d s took "
                                        + "no job and no other worker's job in 20 s; it took the waiting one %s after its clock was set right",
                                seconds, FaultReport.seconds(took))
                        .write();
            }
        }
    }

    @Test
    void worksWithAClockThatIsOffByALittle() throws Exception {
        Path offset = Files.writeString(folder.resolve("offset"), "+4\n");
        try (QueueProcess worker = worker(offset);
                QueueProcess right = QueueProcess.worker(node.database, folder)) {
            node.awaitWorkers(2);
            node.separateMachines();
            JobId one = node.enqueue(200, 100, "");
            JobId two = node.enqueue(200, 100, "");
            node.assertDoneOnce(one, 200);
            node.assertDoneOnce(two, 200);
            assertThat(node.job(one).attempt() + node.job(two).attempt()).isEqualTo(2);
            assertThat(info(worker).clockOffset()).isCloseTo(4_000L, within(1_000L));
            assertThat(worker.log()).contains("ms ahead of the database's");
            assertThat(right.isAlive()).isTrue();
            Ledger.check(node.database);
        }
    }
}
