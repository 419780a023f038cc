package oddboard.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import oddboard.account.User;
import oddboard.worker.QueueParts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class EstimatesTest {
    private final DataSource database = QueueParts.database();
    private final JdbcClient sql = JdbcClient.create(database);
    private final User ada = QueueParts.ada(database);
    private final AnnotationConfigApplicationContext web = QueueParts.still(database, "web");
    private final JobQueue queue = web.getBean(JobQueue.class);
    private long nanos;
    private final Estimates estimates = new Estimates(sql, JobTimes.usual(), () -> nanos);

    @AfterEach
    void stop() {
        web.close();
    }

    private JobId enqueue(String similar) {
        JobId id = queue.enqueue(new NewJob("toy", "cpu", 0, ada.id()));
        queue.describe(id, "toy", similar);
        return id;
    }

    private void worker(int slots) {
        sql.sql("""
                insert into worker (id, host, pid, labels, slots, device, version)
                values ('w', 'h', 1, '{cpu}', :slots, 'cpu', 'x')""").param("slots", slots).update();
    }

    private void doneIn(String similar, int seconds) {
        JobId id = enqueue(similar);
        sql.sql("""
                update job set state = 'SUCCEEDED', attempt = 1, started_at = now() - :seconds * interval '1 second', ended_at = now()
                where id = :id""").param("id", id.value()).param("seconds", seconds).update();
    }

    private JobId running(String similar, int since, int done, int total) {
        JobId id = enqueue(similar);
        sql.sql("""
                update job set state = 'RUNNING', worker = 'w', attempt = 1, heartbeat_at = now(),
                    started_at = now() - :since * interval '1 second', pace_at = now() - :since * interval '1 second',
                    progress_done = :done, progress_total = :total
                where id = :id""")
                .param("id", id.value())
                .param("since", since)
                .param("done", done)
                .param("total", total)
                .update();
        return id;
    }

    /** Seconds from now; null where unknown. */
    private @Nullable Long in(JobId id) {
        nanos += Duration.ofMinutes(1).toNanos();
        Instant start = estimates.startOf(id);
        return start == null
                ? null
                : Math.round(Duration.between(Instant.now(), start).toMillis() / 1000.0);
    }

    @Test
    void addsWhatIsLeftOfTheRunningAndTheUsualDurationOfThoseBefore() {
        worker(1);
        doneIn("a", 90);
        doneIn("a", 100);
        doneIn("a", 5_000);
        running("new", 100, 50, 75);
        JobId first = enqueue("a");
        JobId second = enqueue("a");

        assertThat(in(first)).isBetween(48L, 51L);
        assertThat(in(second)).as("the median of 90, 100 and 5,000 s").isBetween(148L, 151L);
        assertThat(queue.find(second).orElseThrow().estimatedStart()).isNotNull();
    }

    @Test
    void saysNothingWhereTheDurationOfOneBeforeIsNotKnown() {
        worker(1);
        running("new", 100, 0, 0);
        JobId first = enqueue("new");
        assertThat(in(first)).isNull();

        doneIn("new", 160);
        assertThat(in(first)).as("now that one like it has ended").isBetween(58L, 61L);

        sql.sql("delete from worker").update();
        assertThat(in(first)).as("no worker").isNull();
    }

    @Test
    void usesEverySlotAndLeavesADrainedWorkerOut() {
        worker(2);
        doneIn("a", 100);
        running("a", 40, 0, 0);
        JobId first = enqueue("a");
        JobId second = enqueue("a");
        JobId third = enqueue("a");
        assertThat(in(first)).isBetween(-1L, 1L);
        assertThat(in(second)).isBetween(58L, 61L);
        assertThat(in(third)).isBetween(98L, 101L);
        sql.sql("update worker set drain = 'FINISH'").update();
        assertThat(in(first)).isNull();
    }

    @Test
    void knowsThatAWorkerComputesOneJobAtATime() {
        worker(2);
        doneIn("a", 100);
        sql.sql("update job set computes = true where id = :id")
                .param("id", running("a", 40, 0, 0).value())
                .update();
        JobId training = enqueue("a");
        sql.sql("update job set computes = true where id = :id")
                .param("id", training.value())
                .update();
        JobId other = enqueue("a");
        assertThat(in(training)).as("after the one that runs").isBetween(58L, 61L);
        assertThat(in(other)).as("in the other slot").isBetween(-1L, 1L);
    }

    @Test
    void looksOnceForAllThatAreAskedAboutTogether() {
        worker(1);
        doneIn("a", 100);
        JobId first = enqueue("a");
        assertThat(in(first)).isNotNull();
        sql.sql("delete from worker").update();
        assertThat(estimates.startOf(first)).as("still what it knew").isNotNull();
        nanos += Duration.ofSeconds(4).toNanos();
        assertThat(estimates.startOf(first)).isNull();
    }

    @Test
    void readsAWaitingJobWithTheOnlyConnection() {
        JobId id = enqueue("toy");
        try (var pool = new com.zaxxer.hikari.HikariDataSource()) {
            pool.setDataSource(database);
            pool.setMaximumPoolSize(1);
            pool.setConnectionTimeout(2_000);
            JdbcClient one = JdbcClient.create(pool);
            JobTimes times = JobTimes.usual();
            var jobs = new JobRepository(one, times, new Estimates(one, times, System::nanoTime));
            assertThat(jobs.open(null, null, 0, 10))
                    .as("else pages would wait for each other for ever")
                    .extracting(Job::id)
                    .contains(id);
            assertThat(jobs.find(List.of(id))).hasSize(1);
        }
    }
}
