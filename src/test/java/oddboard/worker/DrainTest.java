package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.common.NotFoundException;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.testing.Await;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;

/** A real worker process, which an administrator asks to take no more. */
@StartsProcess
class DrainTest {
    @TempDir
    private Path folder;

    private final TestNode node = new TestNode(QueueParts.database());
    private final User grace = new User(node.ada.id(), "grace", Role.ADMIN, false);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void endsWhatItRunsOrHandsItBackAndTakesNoMoreUntilItMay() throws Exception {
        try (QueueProcess worker = QueueProcess.worker(node.database, folder)) {
            node.awaitWorkers(1);
            JobId running = node.enqueue(20, 200, "");
            node.awaitSteps(running, 1);
            String id = node.queue.workers().getFirst().id();
            JobId next = node.enqueue(30, 200, "");

            node.queue.drain(id, false, grace);

            node.assertDoneOnce(running, 20);
            assertThat(node.job(running).attempt()).isEqualTo(1);
            assertThat(node.queue.workers().getFirst().drainedBy()).isEqualTo("grace");
            assertThat(node.job(next).state()).isEqualTo(JobState.QUEUED);
            assertThat(node.job(next).waitReason()).contains("drained");

            node.queue.undrain(id, grace);
            node.awaitSteps(next, 2);
            node.queue.drain(id, true, grace);
            Await.until(
                    "the job back in the queue",
                    Duration.ofSeconds(15),
                    () -> node.job(next).state() == JobState.QUEUED ? true : null);
            assertThat(node.lostAttempts(next)).isZero();
            assertThat(node.queue.history(next).getLast().reason())
                    .isEqualTo("its worker was drained; a checkpoint is kept");

            node.queue.undrain(id, grace);
            node.assertDoneOnce(next, 30);
            assertThat(worker.isAlive()).isTrue();
        }
    }

    @Test
    void isForAdministratorsAndForWorkersThatAreThere() {
        assertThatThrownBy(() -> node.queue.drain("nobody", false, node.ada)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> node.queue.drain("nobody", true, grace))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("There is no worker nobody; it may have left.");
    }
}
