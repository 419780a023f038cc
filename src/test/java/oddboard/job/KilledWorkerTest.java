package oddboard.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import oddboard.account.User;
import oddboard.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Real worker processes, killed as an administrator or the system kills them. */
class KilledWorkerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    @TempDir
    private Path folder;
    private final DataSource database = QueueParts.database();
    private final JdbcClient sql = JdbcClient.create(database);
    private final User ada = QueueParts.ada(database);
    private AnnotationConfigApplicationContext web;
    private JobQueue queue;

    @BeforeEach
    void start() {
        web = QueueParts.still(database, "web");
        queue = web.getBean(JobQueue.class);
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void leavesItsJobToAnotherWorkerWhichGoesOnFromTheCheckpoint() throws Exception {
        try (QueueProcess one = QueueProcess.worker(database, folder);
                QueueProcess two = QueueProcess.worker(database, folder)) {
            Await.until("two workers", LIMIT, () -> queue.workers().size() == 2 ? true : null);
            JobId id = enqueue(40, 200, "");
            Job running = running(id, 5);
            QueueProcess owner = pidOf(running.worker()) == one.pid() ? one : two;
            owner.kill();
            long killed = System.nanoTime();

            Await.until("the second attempt", LIMIT, () -> queue.find(id).orElseThrow().attempt() == 2 ? true : null);
            Duration waited = Duration.ofNanos(System.nanoTime() - killed);
            Job done = ended(id);

            assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(done.attempt()).isEqualTo(2);
            assertThat(waited).isLessThan(Duration.ofSeconds(20));
            assertThat(sql.sql("select attempt || ' ' || sum from toy_result").query(String.class).single())
                    .isEqualTo("2 820");
            assertThat(sql.sql("select count(*) from toy_step where attempt = 1").query(Long.class).single())
                    .isGreaterThanOrEqualTo(5);
            assertThat(queue.history(id)).extracting(JobEvent::state).containsExactly(JobState.QUEUED, JobState.RUNNING,
                    JobState.QUEUED, JobState.RUNNING, JobState.SUCCEEDED);
            assertThat(queue.history(id).get(2).reason()).contains(running.worker()).contains("died");
            assertThat(queue.workers()).hasSize(1);
        }
    }

    @Test
    void failsAJobThatKillsEachWorkerAfterTheThirdDeath() throws Exception {
        JobId poison = enqueue(5, 50, "halt");
        for (int death = 1; death <= 3; death++) {
            try (QueueProcess worker = QueueProcess.worker(database, folder)) {
                assertThat(worker.waitFor(60)).isEqualTo(137);
            }
        }
        try (QueueProcess fourth = QueueProcess.worker(database, folder)) {
            JobId harmless = enqueue(2, 10, "");
            assertThat(ended(harmless).state()).isEqualTo(JobState.SUCCEEDED);
            Job failed = ended(poison);
            assertThat(failed.state()).isEqualTo(JobState.FAILED);
            assertThat(failed.errorCode()).isEqualTo("WORKER_DIED");
            assertThat(failed.errorDetail()).isEqualTo("The worker process died 3 times while it did this job.");
            assertThat(fourth.isAlive()).isTrue();
        }
        assertThat(sql.sql("select state from toy_ended").query(String.class).list()).isEqualTo(List.of("FAILED"));
    }

    private JobId enqueue(int steps, int millis, String mode) {
        return ToyHandler.enqueue(queue, sql, new NewJob(ToyHandler.KIND, "cpu", 0, ada.id()), steps, millis, mode);
    }

    private long pidOf(String worker) {
        return queue.workers().stream().filter(w -> w.id().equals(worker)).findFirst().orElseThrow().pid();
    }

    private Job running(JobId id, int steps) {
        return Await.until("a few steps", LIMIT, () -> sql.sql("select count(*) from toy_step where job_id = :id")
                .param("id", id.value()).query(Integer.class).single() >= steps ? queue.find(id).orElseThrow() : null);
    }

    private Job ended(JobId id) {
        return Await.until("the end of job " + id, LIMIT,
                () -> queue.find(id).filter(j -> j.state().isEnded()).orElse(null));
    }
}
