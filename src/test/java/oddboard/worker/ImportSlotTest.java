package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker process with one slot and one for imports; what computes here is the toy training, and the rest imports. */
@StartsProcess
class ImportSlotTest {
    @TempDir
    Path folder;

    @Test
    void importsDoNotWaitForTrainingsNorTrainingsForThem() throws Exception {
        try (TestNode node = new TestNode(QueueParts.database())) {
            JobId training = computing(node, 300);
            JobId following = computing(node, 2);
            try (QueueProcess worker = QueueProcess.worker(
                    node.database, folder, "oddboard.worker.slots=1", "oddboard.worker.import-slots=1")) {
                node.awaitSteps(training, 3);
                JobId first = node.enqueue(8, 100, "");
                JobId second = node.enqueue(2, 10, "");
                assertThat(node.job(second).position()).isNotNull();
                node.awaitSteps(first, 2);
                assertThat(node.job(second).waitReason()).contains("slot for imports");
                assertThat(node.job(following).waitReason()).isEqualTo("The only slot with the label cpu is busy.");
                assertThat(node.queue.workers()).singleElement().satisfies(w -> {
                    assertThat(w.busy()).isEqualTo(1);
                    assertThat(w.importing()).isEqualTo(1);
                });

                node.assertDoneOnce(first, 8);
                node.assertDoneOnce(second, 2);
                assertThat(node.job(training).state()).isEqualTo(JobState.RUNNING);
                assertThat(node.job(following).state()).isEqualTo(JobState.QUEUED);
                assertThat(worker.isAlive()).isTrue();

                node.queue.cancel(training, node.ada);
                node.assertDoneOnce(following, 2);
            }
        }
    }

    @Test
    void aWorkerComputesOneJobAtATimeWhateverItsSlots() throws Exception {
        for (int importSlots : List.of(0, 1)) {
            try (TestNode node = new TestNode(QueueParts.database())) {
                JobId training = computing(node, 300);
                JobId following = computing(node, 2);
                try (QueueProcess worker = QueueProcess.worker(
                        node.database,
                        folder,
                        "oddboard.worker.slots=2",
                        "oddboard.worker.import-slots=" + importSlots)) {
                    node.awaitSteps(training, 3);
                    JobId first = node.enqueue(8, 50, "");
                    node.awaitSteps(first, 2);
                    assertThat(node.job(following).state())
                            .as("waits for the engine in the queue, and the other slot takes another job")
                            .isEqualTo(JobState.QUEUED);
                    assertThat(node.job(following).waitReason())
                            .startsWith("The only slot")
                            .contains("is busy");
                    node.assertDoneOnce(first, 8);
                    assertThat(node.job(following).state()).isEqualTo(JobState.QUEUED);
                    assertThat(node.job(following).waitReason())
                            .startsWith("The only slot")
                            .contains("is busy");
                    assertThat(worker.isAlive()).isTrue();

                    node.queue.cancel(training, node.ada);
                    node.assertDoneOnce(following, 2);
                }
            }
        }
    }

    private static JobId computing(TestNode node, int steps) {
        JobId job = node.enqueue(steps, 100, "");
        node.sql
                .sql("update job set computes = true where id = :id")
                .param("id", job.value())
                .update();
        return job;
    }
}
