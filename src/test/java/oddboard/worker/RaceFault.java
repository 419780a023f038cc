package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.testing.Await;
import oddboard.testing.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two who want to decide about one job at the same moment. */
class RaceFault {
    @TempDir
    private Path folder;

    private final TestNode node = new TestNode(QueueParts.database());

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void endsOnceWhenItIsCancelledAndFinishesAtTheSameMoment() throws Exception {
        try (QueueProcess worker = QueueProcess.worker(node.database, folder, "oddboard.worker.slots=4")) {
            node.awaitWorkers(1);
            Map<JobId, Long> cancelAt = new HashMap<>();
            List<JobId> waiting = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                waiting.add(node.enqueue(3, 30, ""));
            }
            long end = System.nanoTime() + Duration.ofMinutes(4).toNanos();
            while ((!waiting.isEmpty() || !cancelAt.isEmpty()) && System.nanoTime() < end) {
                List<Long> started = node.sql
                        .sql("select id from job where state <> 'QUEUED'")
                        .query(Long.class)
                        .list();
                for (long id : started) {
                    if (waiting.remove(new JobId(id))) {
                        cancelAt.put(
                                new JobId(id),
                                System.nanoTime() + ThreadLocalRandom.current().nextLong(140_000_000));
                    }
                }
                cancelAt.entrySet().removeIf(e -> {
                    boolean due = System.nanoTime() >= e.getValue();
                    if (due) {
                        node.queue.cancel(e.getKey(), node.ada);
                    }
                    return due;
                });
                Thread.sleep(2);
            }
            Await.until("the end of all jobs", Duration.ofMinutes(1), () -> node.queue.countOpen() == 0 ? true : null);
            Ledger.check(node.database);
            long succeeded = node.queue.ended(1_000).stream()
                    .filter(j -> j.state() == JobState.SUCCEEDED)
                    .count();
            long cancelled = node.queue.ended(1_000).stream()
                    .filter(j -> j.state() == JobState.CANCELLED)
                    .count();
            new FaultReport("cancel-and-finish")
                    .line(
                            "200 jobs canceled while they finished: %d succeeded with a result, "
                                    + "%d were canceled without one",
                            succeeded, cancelled)
                    .write();
            assertThat(succeeded + cancelled).isEqualTo(200);
            assertThat(Math.min(succeeded, cancelled))
                    .as("it must go both ways")
                    .isPositive();
            assertThat(worker.isAlive()).isTrue();
        }
    }

    @Test
    void startsAJobOnceThoughItIsFiredTwice() throws Exception {
        int jobs = 300;
        List<QueueProcess> workers = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                workers.add(QueueProcess.worker(node.database, folder));
            }
            node.awaitWorkers(4);
            long began = System.nanoTime();
            for (int n = 0; n < jobs; n++) {
                JobId id = node.enqueue(1, 0, "");
                // A second trigger: what a recovery that was not needed would leave.
                node.context.getBean(Triggers.class).again(id, "cpu", 0, 7, Instant.now());
            }
            Await.until("the end of all jobs", Duration.ofMinutes(4), () -> node.queue.countOpen() == 0 ? true : null);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            Ledger.check(node.database);
            int claimed = 0;
            for (QueueProcess worker : workers) {
                claimed += worker.log().split("is held by another attempt, or has ended", -1).length - 1;
            }
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
            new FaultReport("fired-twice")
                    .line(
                            "%d jobs with two triggers each, 4 workers, %s: each done once, the loser of a "
                                    + "race turned away %d times",
                            jobs, FaultReport.seconds(took), claimed)
                    .write();
        } finally {
            for (QueueProcess worker : workers) {
                worker.close();
            }
        }
    }
}
