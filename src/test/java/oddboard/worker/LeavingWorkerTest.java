package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real workers on machines that are lent for a while: they leave by themselves, in order. */
@StartsProcess
class LeavingWorkerTest {
    @TempDir
    private Path folder;

    private final TestNode node = new TestNode(QueueParts.database());

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void leavesAfterSoManyJobs() throws Exception {
        List<JobId> jobs = List.of(node.enqueue(2, 10, ""), node.enqueue(2, 10, ""), node.enqueue(2, 10, ""));
        try (QueueProcess worker =
                QueueProcess.worker(node.database, folder, "oddboard.worker.max-jobs=2", "oddboard.worker.slots=3")) {
            assertThat(worker.waitFor(90)).as(worker.log()).isZero();
            assertThat(worker.log()).contains("This worker has done its 2 jobs and leaves");
        }
        assertThat(jobs)
                .extracting(id -> node.job(id).state())
                .containsExactlyInAnyOrder(JobState.SUCCEEDED, JobState.SUCCEEDED, JobState.QUEUED);
        assertThat(jobs).extracting(id -> node.job(id).attempt()).containsExactlyInAnyOrder(1, 1, 0);
        assertThat(node.queue.workers()).isEmpty();
    }

    @Test
    void leavesWhenItHasHadNoJobForAWhile() throws Exception {
        JobId first = node.enqueue(2, 10, "");
        JobId second = node.enqueue(20, 200, "");
        try (QueueProcess worker = QueueProcess.worker(node.database, folder, "oddboard.worker.until-idle=3s")) {
            assertThat(worker.waitFor(90)).as(worker.log()).isZero();
            assertThat(worker.log()).contains("This worker has had no job for 3 s and leaves");
        }
        assertThat(node.job(first).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(node.job(second).state()).as("a job of 4 s is no idleness").isEqualTo(JobState.SUCCEEDED);
        assertThat(node.queue.workers()).isEmpty();
    }
}
