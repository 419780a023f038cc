package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import oddboard.job.Job;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.testing.Await;
import oddboard.testing.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are killed: how soon others go on, and that they do so once. */
class RecoveryFault {
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
    void resumesAKilledWorkersJobElsewhere() throws Exception {
        FaultReport report = new FaultReport("recovery");
        List<Duration> near = new ArrayList<>();
        List<Duration> far = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            near.add(killOne(false));
            far.add(killOne(true));
        }
        report.times("from kill -9 to the next attempt, workers of one machine", near)
                .times("from kill -9 to the next attempt, workers of two machines", far)
                .write();
        assertThat(FaultReport.median(near)).isLessThan(Duration.ofSeconds(10));
        assertThat(FaultReport.median(far)).isLessThan(Duration.ofSeconds(20));
        assertThat(far).allMatch(t -> t.compareTo(Duration.ofSeconds(30)) < 0);
    }

    private Duration killOne(boolean far) throws Exception {
        QueueParts.database();
        try (QueueProcess one = worker();
                QueueProcess two = worker()) {
            node.awaitWorkers(2);
            if (far) {
                node.separateMachines();
            }
            JobId id = node.enqueue(40, 100, "");
            QueueProcess owner = node.ownerOf(node.awaitSteps(id, 10), one, two);
            // Anywhere between two heartbeats.
            Thread.sleep(ThreadLocalRandom.current().nextInt(1_000));
            Instant killed = node.now();
            owner.kill();
            node.awaitAttempt(id, 2);
            node.assertDoneOnce(id, 40);
            assertThat(node.job(id).attempt()).isEqualTo(2);
            Ledger.check(node.database);
            return Duration.between(killed, node.startOf(id, 2));
        }
    }

    @Test
    void endsEachOfAHundredJobsOnceWhileWorkersDie() throws Exception {
        int jobs = 100;
        List<QueueProcess> workers = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            node.enqueue(6, 400, "");
        }
        int killed = 0;
        try {
            for (int i = 0; i < 3; i++) {
                workers.add(worker());
            }
            node.awaitWorkers(3);
            long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (System.nanoTime() < end && node.queue.countOpen() > 0) {
                Thread.sleep(ThreadLocalRandom.current().nextInt(3_000, 7_000));
                int victim = ThreadLocalRandom.current().nextInt(3);
                workers.get(victim).kill();
                killed++;
                workers.set(victim, worker());
            }
            Await.until("the end of all jobs", Duration.ofMinutes(6), () -> node.queue.countOpen() == 0 ? true : null);
            Ledger.check(node.database);
            List<Job> ended = node.queue.ended(1_000);
            long succeeded =
                    ended.stream().filter(j -> j.state() == JobState.SUCCEEDED).count();
            List<Job> failed =
                    ended.stream().filter(j -> j.state() == JobState.FAILED).toList();
            int lost = node.sql
                    .sql("select sum(lost_attempts) from job")
                    .query(Integer.class)
                    .single();
            new FaultReport("kill-storm")
                    .line("%d workers killed with -9 in 2 minutes, %d attempts lost with them", killed, lost)
                    .line(
                            "%d jobs: %d succeeded once, %d failed after their third lost attempt",
                            jobs, succeeded, failed.size())
                    .write();
            assertThat(ended).hasSize(jobs);
            assertThat(succeeded + failed.size()).isEqualTo(jobs);
            assertThat(failed).allMatch(j -> "WORKER_DIED".equals(j.errorCode()) && j.attempt() == 3);
            assertThat(lost).isPositive();
        } finally {
            for (QueueProcess worker : workers) {
                worker.close();
            }
        }
    }

    @Test
    void stopsTryingAJobThatKillsItsWorkerWhileOthersGoOn() throws Exception {
        JobId poison = node.enqueue(5, 50, "halt");
        List<JobId> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(node.enqueue(10, 100, ""));
        }
        List<QueueProcess> workers = new ArrayList<>(List.of(worker(), worker()));
        int deaths = 0;
        try {
            long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
            while (node.queue.countOpen() > 0 && System.nanoTime() < end) {
                for (int i = 0; i < workers.size(); i++) {
                    if (!workers.get(i).isAlive()) {
                        assertThat(workers.get(i).waitFor(1)).isEqualTo(137);
                        deaths++;
                        workers.set(i, worker());
                    }
                }
                Thread.sleep(200);
            }
            Ledger.check(node.database);
            for (JobId other : others) {
                node.assertDoneOnce(other, 10);
            }
            Job failed = node.job(poison);
            new FaultReport("poison")
                    .line("the job's worker died %d times; then: %s %s", deaths, failed.state(), failed.errorDetail())
                    .write();
            assertThat(failed.state()).isEqualTo(JobState.FAILED);
            assertThat(failed.attempt()).isEqualTo(3);
            assertThat(failed.errorDetail())
                    .startsWith("The worker process died 3 times while it did this job. The likely cause is too little"
                            + " memory,");
            assertThat(deaths).isEqualTo(3);
        } finally {
            for (QueueProcess worker : workers) {
                worker.close();
            }
        }
    }
}
