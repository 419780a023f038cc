package oddboard.health.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import oddboard.health.Finding;
import oddboard.health.Finding.Level;
import oddboard.health.Finding.Topic;
import oddboard.health.Findings;
import oddboard.job.JobQueue;
import oddboard.job.WorkerInfo;
import oddboard.testing.Await;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class HealthViewTest extends PageTest {
    @Autowired
    private Findings findings;

    @Autowired
    private JobQueue queue;

    @Autowired
    private JdbcClient sql;

    @Override
    protected String signIn() {
        return "ada";
    }

    @BeforeEach
    void awaitWorker() {
        Await.until(
                "a worker",
                Duration.ofSeconds(30),
                () -> queue.workers().stream()
                        .filter(WorkerInfo::alive)
                        .findFirst()
                        .orElse(null));
        sql.sql("delete from worker where not id = any(:alive)")
                .param(
                        "alive",
                        queue.workers().stream()
                                .filter(WorkerInfo::alive)
                                .map(WorkerInfo::id)
                                .toArray(String[]::new))
                .update();
    }

    @AfterEach
    void tidy() {
        sql.sql("delete from worker where id like 'made-%'").update();
        sql.sql("delete from job where label like 'made-%'").update();
    }

    private void worker(String id, String label, String seconds, long clock) {
        sql.sql("""
                insert into worker (id, host, pid, labels, slots, device, version, looked_at, heartbeat_at, clock_offset_ms)
                values (:id, 'gpu-1', 1, array[:label], 1, 'cpu', '1', now() - :looked::interval, now() + interval '1 hour', :clock)
                """)
                .param("id", id)
                .param("label", label)
                .param("looked", seconds)
                .param("clock", clock)
                .update();
    }

    private void job(String label) {
        sql.sql("""
                insert into job (kind, label, state, account_id, created_at, start_after)
                select 'run', :label, 'QUEUED', id, now() - interval '5 min', now() - interval '5 min' from account where name = 'ada'
                """).param("label", label).update();
    }

    private String sentences(Topic topic, Level level) {
        return String.join(
                " ",
                findings.all().stream()
                        .filter(f -> f.topic() == topic && f.level() == level)
                        .map(Finding::sentence)
                        .toList());
    }

    @Test
    void saysThatAllIsWell() {
        open("health");
        assertThat(text())
                .contains(
                        "All is well",
                        "The database answers.",
                        "are free on the disk",
                        "1 worker takes jobs",
                        "Nothing waits.",
                        "All clocks agree");
    }

    @Test
    void tellsOfALabelThatNoWorkerHas() {
        job("made-gpu");
        job("made-gpu");
        assertThat(sentences(Topic.WORKERS, Level.WARN))
                .isEqualTo(
                        "2 jobs wait for a worker with the label made-gpu, the first since 5 min, and none is running."
                                + " Start one, or cancel what waits.");
        open("health");
        assertThat(text()).contains("Check what is marked", "made-gpu");
    }

    @Test
    void tellsOfAWorkerThatHasAFreeSlotAndDoesNotLook() {
        worker("made-deaf", "made-x", "95 s", 0);
        assertThat(sentences(Topic.QUEUE, Level.BAD)).as("nothing waits for it").isEmpty();
        job("made-x");
        assertThat(sentences(Topic.QUEUE, Level.BAD))
                .isEqualTo("Worker made-deaf has a free slot and has not looked for a job"
                        + " for 2 min, while 1 job waits for it. Restart it.");
        sql.sql("update worker set looked_at = now() where id = 'made-deaf'").update();
        assertThat(sentences(Topic.QUEUE, Level.BAD)).isEmpty();
    }

    @Test
    void tellsOfClocksThatAreOff() {
        worker("made-early", "made-y", "0 s", 3_400);
        assertThat(sentences(Topic.CLOCKS, Level.WARN))
                .isEqualTo("The clock of worker made-early is 3.4 s ahead of the database's. Set it right on gpu-1.");
        sql.sql("update worker set clock_offset_ms = -7000 where id = 'made-early'")
                .update();
        assertThat(sentences(Topic.CLOCKS, Level.WARN)).contains("7.0 s behind the database's, so it takes no jobs.");
    }

    @Test
    void isForAdministratorsAlone() {
        openAs("grace", "health");
        assertThat(text()).doesNotContain("The database answers");
    }
}
