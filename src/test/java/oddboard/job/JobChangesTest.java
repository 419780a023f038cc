package oddboard.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import oddboard.testing.Await;
import oddboard.worker.QueueParts;
import oddboard.worker.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class JobChangesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private final TestNode node = new TestNode(QueueParts.database());
    private final List<JobId> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        node.close();
    }

    private void awaitNewsOf(JobId id) {
        Await.until("a change of job " + id, LIMIT, () -> heard.contains(id) ? true : null);
    }

    private void listening() {
        JobId first = node.enqueue(1, 0, "");
        Await.until("the first change", LIMIT, () -> {
            node.sql
                    .sql("select pg_notify('oddboard_job', :id)")
                    .param("id", first.toString())
                    .query((row, n) -> true)
                    .list();
            return heard.contains(first) ? true : null;
        });
    }

    @Test
    void tellsOfAJobThatAnotherNodeQueuedAndOfItsCancellation() {
        try (TestNode other = new TestNode(node.database)) {
            node.context.getBean(JobChanges.class).subscribe(heard::add);
            listening();
            JobId id = other.enqueue(1, 0, "");
            awaitNewsOf(id);
            heard.clear();
            other.queue.cancel(id, other.ada);
            awaitNewsOf(id);
        }
    }

    @Test
    void goesOnAfterItsConnectionWasCutAndMissesNothing() {
        node.context.getBean(JobChanges.class).subscribe(heard::add);
        listening();
        JdbcClient.create(node.database).sql("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and query ilike 'listen%'
                """).query((row, n) -> true).list();

        awaitNewsOf(node.enqueue(1, 0, ""));
    }

    @Test
    void tellsAtMostAboutOnceASecondOfOneJob() {
        node.context.getBean(JobChanges.class).subscribe(heard::add);
        listening();
        JobId busy = new JobId(99);
        for (int i = 0; i < 500; i++) {
            node.sql
                    .sql("select pg_notify('oddboard_job', '99')")
                    .query((row, n) -> true)
                    .list();
        }
        awaitNewsOf(node.enqueue(1, 0, ""));

        assertThat(heard.stream().filter(busy::equals).count()).isBetween(1L, 30L);
    }

    @Test
    void tellsNothingAfterTheSubscriptionWasClosed() {
        Runnable close = node.context.getBean(JobChanges.class).subscribe(heard::add);
        listening();
        close.run();
        heard.clear();
        List<JobId> others = new CopyOnWriteArrayList<>();
        node.context.getBean(JobChanges.class).subscribe(others::add);
        JobId id = node.enqueue(1, 0, "");
        Await.until("a change", LIMIT, () -> others.contains(id) ? true : null);

        assertThat(heard).isEmpty();
    }
}
