package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.sql.DataSource;
import oddboard.account.User;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.NewJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReconcilerTest {
    private final DataSource database = QueueParts.database();
    private final JdbcClient sql = JdbcClient.create(database);
    private final User ada = QueueParts.ada(database);
    private AnnotationConfigApplicationContext node;
    private JobQueue queue;
    private Reconciler reconciler;

    @BeforeEach
    void start() {
        node = QueueParts.still(database, "web");
        queue = node.getBean(JobQueue.class);
        reconciler = node.getBean(Reconciler.class);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private JobId enqueue() {
        JobId id = queue.enqueue(new NewJob(ToyHandler.KIND, "cpu", 0, ada.id()));
        sql.sql("update job set changed_at = now() - interval '1 minute'").update();
        return id;
    }

    private List<String> triggers() {
        return sql.sql("select trigger_name || ' ' || trigger_state from qrtz_triggers order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void leavesAHealthyQueueAlone() {
        enqueue();
        assertThat(reconciler.reconcile()).isZero();
    }

    @Test
    void makesEveryTriggerAnewAfterQuartzLostAll() {
        JobId first = enqueue();
        JobId second = enqueue();
        sql.sql(
                        "truncate qrtz_job_details, qrtz_triggers, qrtz_simple_triggers, qrtz_fired_triggers, qrtz_blob_triggers,"
                                + " qrtz_cron_triggers, qrtz_simprop_triggers")
                .update();

        assertThat(reconciler.reconcile()).isEqualTo(2);
        assertThat(triggers()).containsExactly(first + ".1 WAITING", second + ".1 WAITING");
        assertThat(reconciler.reconcile()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERROR", "ACQUIRED", "BLOCKED", "COMPLETE"})
    void restoresATriggerThatNobodyHasInHand(String state) {
        JobId id = enqueue();
        sql.sql("update qrtz_triggers set trigger_state = :state")
                .param("state", state)
                .update();

        assertThat(reconciler.reconcile()).isEqualTo(1);
        assertThat(triggers()).containsExactly(id + ".1 WAITING");
    }

    @Test
    void leavesATriggerThatANodeHasInHand() {
        JobId id = enqueue();
        sql.sql("update qrtz_triggers set trigger_state = 'ACQUIRED'").update();
        sql.sql("""
                insert into qrtz_fired_triggers (sched_name, entry_id, trigger_name, trigger_group, instance_name, fired_time,
                    sched_time, priority, state)
                values ('oddboard', 'e', :name, 'cpu', 'w', 0, 0, 0, 'ACQUIRED')
                """).param("name", id + ".1").update();

        assertThat(reconciler.reconcile()).isZero();
    }

    @Test
    void removesATriggerWhoseJobHasEndedOrIsUnknown() {
        JobId ended = enqueue();
        sql.sql("update job set state = 'FAILED', ended_at = now() - interval '1 minute' where id = :id")
                .param("id", ended.value())
                .update();
        JobId unknown = enqueue();
        sql.sql("delete from job where id = :id").param("id", unknown.value()).update();

        assertThat(reconciler.reconcile()).isEqualTo(2);
        assertThat(triggers()).isEmpty();
        assertThat(sql.sql("select count(*) from qrtz_job_details")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
