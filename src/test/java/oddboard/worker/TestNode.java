package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import oddboard.account.User;
import oddboard.job.Job;
import oddboard.job.JobEvent;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
import oddboard.job.NewJob;
import oddboard.job.WorkerInfo;
import oddboard.testing.Await;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A web node in the test's JVM, with what tests of worker processes ask of it. */
public final class TestNode implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    public final DataSource database;
    public final JdbcClient sql;
    public final User ada;
    public final AnnotationConfigApplicationContext context;
    public final JobQueue queue;

    public TestNode(DataSource database) {
        this.database = database;
        sql = JdbcClient.create(database);
        ada = QueueParts.ada(database);
        context = QueueParts.still(database, "web");
        queue = context.getBean(JobQueue.class);
    }

    public JobId enqueue(int steps, int millis, String mode) {
        return ToyHandler.enqueue(context, new NewJob(ToyHandler.KIND, "cpu", 0, ada.id()), steps, millis, mode);
    }

    public void awaitWorkers(int count) {
        Await.until(
                count + " workers",
                LIMIT,
                () -> queue.workers().stream().filter(WorkerInfo::alive).count() == count ? true : null);
    }

    public Job job(JobId id) {
        return queue.find(id).orElseThrow();
    }

    /** Waits until the job has stored so many steps. */
    Job awaitSteps(JobId id, int steps) {
        return Await.until(steps + " steps", LIMIT, () -> steps(id) >= steps ? job(id) : null);
    }

    int steps(JobId id) {
        return sql.sql("select count(*) from toy_step where job_id = :id")
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }

    Job awaitAttempt(JobId id, int attempt) {
        return Await.until("attempt " + attempt, LIMIT, () -> job(id).attempt() == attempt ? job(id) : null);
    }

    Job awaitEnd(JobId id) {
        return awaitEnd(id, LIMIT);
    }

    Job awaitEnd(JobId id, Duration limit) {
        return Await.until("the end of job " + id, limit, () -> job(id).state().isEnded() ? job(id) : null);
    }

    /** Which of these processes runs the job. */
    QueueProcess ownerOf(Job job, QueueProcess... processes) {
        long pid = queue.workers().stream()
                .filter(w -> w.id().equals(job.execution().worker()))
                .findFirst()
                .orElseThrow()
                .pid();
        return List.of(processes).stream()
                .filter(p -> p.pid() == pid)
                .findFirst()
                .orElseThrow();
    }

    /** What "nothing lost" means for a job that succeeded. */
    void assertDoneOnce(JobId id, int steps) {
        Job done = awaitEnd(id);
        assertThat(done.state()).as(String.valueOf(done.errorDetail())).isEqualTo(JobState.SUCCEEDED);
        assertThat(sql.sql("select attempt || ' ' || sum from toy_result where job_id = :id")
                        .param("id", id.value())
                        .query(String.class)
                        .single())
                .isEqualTo(done.attempt() + " " + steps * (steps + 1) / 2);
        assertThat(sql.sql("""
                select count(*) from toy_step later join toy_step earlier using (job_id)
                where job_id = :id and earlier.step < later.step and earlier.attempt > later.attempt
                """).param("id", id.value()).query(Integer.class).single())
                .as("steps of a zombie")
                .isZero();
        List<JobEvent> events =
                queue.history(id).stream().filter(JobEvent::isOfState).toList();
        for (int i = 1; i < events.size(); i++) {
            JobState from = Objects.requireNonNull(events.get(i - 1)).state();
            assertThat(from.canBecome(events.get(i).state()))
                    .as(events.toString())
                    .isTrue();
        }
    }

    /** Makes as if each worker were on a machine of its own: none sees that the process of another is gone. */
    void separateMachines() {
        sql.sql("update worker set machine = 'of ' || id").update();
    }

    /** When an attempt started, by the database's clock. */
    Instant startOf(JobId id, int attempt) {
        return sql.sql("select at from job_event where job_id = :id and attempt = :attempt and state = 'RUNNING'")
                .param("id", id.value())
                .param("attempt", attempt)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    Instant now() {
        return sql.sql("select clock_timestamp()")
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    int lostAttempts(JobId id) {
        return sql.sql("select lost_attempts from job where id = :id")
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }

    @Override
    public void close() {
        context.close();
    }
}
