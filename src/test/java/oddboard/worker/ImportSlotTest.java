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

    @Test
    void scoringsWaitNeitherForTrainingsNorForImportsNorTheseForThem() throws Exception {
        try (TestNode node = new TestNode(QueueParts.database())) {
            JobId training = computing(node, 300);
            JobId imported = node.enqueue(300, 100, "");
            try (QueueProcess worker = QueueProcess.worker(
                    node.database,
                    folder,
                    "oddboard.worker.slots=1",
                    "oddboard.worker.import-slots=1",
                    "oddboard.worker.scoring-slots=1")) {
                node.awaitSteps(training, 2);
                node.awaitSteps(imported, 2);
                JobId first = scoring(node, 8, 100);
                JobId second = scoring(node, 100, 100);
                JobId third = scoring(node, 2, 10);
                JobId nextImport = node.enqueue(2, 10, "");
                node.awaitSteps(first, 2);
                assertThat(node.job(second).waitReason())
                        .isEqualTo("The only slot for scorings with the label cpu is busy.");
                assertThat(node.job(nextImport).waitReason())
                        .isEqualTo("The only slot for imports with the label cpu is busy.");
                assertThat(node.queue.workers()).singleElement().satisfies(w -> {
                    assertThat(List.of(w.busy(), w.importing(), w.scoring())).containsExactly(1, 1, 1);
                    assertThat(w.scoringSlots()).isEqualTo(1);
                });
                node.assertDoneOnce(first, 8);
                node.awaitSteps(second, 2);
                assertThat(node.job(training).state()).isEqualTo(JobState.RUNNING);
                assertThat(node.job(imported).state()).isEqualTo(JobState.RUNNING);

                node.queue.cancel(imported, node.ada);
                node.assertDoneOnce(nextImport, 2);
                assertThat(node.job(second).state())
                        .as("a long scoring held up no import")
                        .isEqualTo(JobState.RUNNING);
                node.queue.cancel(second, node.ada);
                node.assertDoneOnce(third, 2);
                assertThat(worker.isAlive()).isTrue();
            }
        }
    }

    private static JobId scoring(TestNode node, int steps, int millis) {
        return node.context
                .getBean(org.springframework.transaction.support.TransactionTemplate.class)
                .execute(status -> {
                    JobId job = node.enqueue(steps, millis, "");
                    node.context
                            .getBean(org.springframework.jdbc.core.simple.JdbcClient.class)
                            .sql("update job set scores = true where id = :id")
                            .param("id", job.value())
                            .update();
                    return job;
                });
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
