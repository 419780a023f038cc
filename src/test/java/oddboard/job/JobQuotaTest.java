package oddboard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.quota.Quota;
import oddboard.quota.QuotaKind;
import oddboard.quota.Quotas;
import oddboard.testing.TestDatabase;
import oddboard.worker.LabelDelegate;
import oddboard.worker.QueueParts;
import oddboard.worker.ToyHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.TriggerKey;
import org.quartz.simpl.CascadingClassLoadHelper;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

class JobQuotaTest {
    private final DataSource database = QueueParts.database();
    private final JdbcClient sql = JdbcClient.create(database);
    private final User ada = QueueParts.ada(database);
    private final User root = user("root", Role.ADMIN);
    private final AnnotationConfigApplicationContext web = QueueParts.still(database, "web");
    private final JobQueue queue = web.getBean(JobQueue.class);
    private final Quotas quotas = web.getBean(Quotas.class);
    private final Transitions transitions = web.getBean(Transitions.class);

    @AfterEach
    void close() {
        web.close();
    }

    private User user(String name, Role role) {
        return new User(new UserId(TestDatabase.addAccount(database, name, role.name())), name, role, false);
    }

    private JobId enqueue(User by, String label) {
        return queue.enqueue(new NewJob(ToyHandler.KIND, label, 0, by.id()));
    }

    private List<String> next(String labels) throws Exception {
        LabelDelegate delegate = new LabelDelegate();
        delegate.initialize(
                LoggerFactory.getLogger(JobQuotaTest.class),
                "QRTZ_",
                Wakeups.SCHEDULER,
                "w",
                new CascadingClassLoadHelper(),
                true,
                labels);
        try (Connection connection = database.getConnection()) {
            long now = System.currentTimeMillis();
            return delegate.selectTriggerToAcquire(connection, now + 1_000, now - 60_000, 10).stream()
                    .map(TriggerKey::getName)
                    .toList();
        }
    }

    private Quota quota(QuotaKind kind) {
        return quotas.of(ada.id()).stream()
                .filter(q -> q.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void callsAtTheSameTimeNeverQueueMoreThanTheLimit() throws Exception {
        quotas.set(ada.id(), QuotaKind.QUEUED, 5L, root);
        List<Future<Boolean>> calls = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 24; i++) {
                calls.add(threads.submit(() -> {
                    try {
                        enqueue(ada, "cpu");
                        return true;
                    } catch (QueueLimitException e) {
                        assertThat(e).hasMessageContaining("5 jobs waiting");
                        return false;
                    }
                }));
            }
        }
        int taken = 0;
        for (Future<Boolean> call : calls) {
            taken += call.get() ? 1 : 0;
        }
        assertThat(taken).isEqualTo(5);
        assertThat(quota(QuotaKind.QUEUED)).isEqualTo(new Quota(QuotaKind.QUEUED, 5, 5, true));
        assertThat(queue.room(root.id())).isEqualTo(1000);
    }

    @Test
    void aWorkerLeavesTheJobsOfWhoRunsAsManyAsAllowed() throws Exception {
        quotas.set(ada.id(), QuotaKind.RUNNING, 1L, root);
        JobId first = enqueue(ada, "cpu");
        JobId second = enqueue(ada, "gpu");
        JobId others = enqueue(root, "gpu");
        transitions.claim(first, "w").orElseThrow();
        assertThat(next("cpu,gpu")).containsExactly(others + ".1");
        assertThat(queue.find(second).orElseThrow().waitReason()).contains("No worker");
        sql.sql(
                        "insert into worker (id, host, pid, labels, slots, device, version) values ('w', 'h', 1, '{cpu,gpu}', 4, 'cpu', '1')")
                .update();
        assertThat(queue.find(second).orElseThrow().waitReason())
                .isEqualTo("Its user runs 1 job, as many as they may at a time.");
        transitions.succeed(first, 1, "w", new JobProgress(0, 0, ""));
        assertThat(next("cpu,gpu")).contains(second + ".1");
    }

    @Test
    void noNewJobStartsOnAGpuOfWhoHasUsedTheHours() throws Exception {
        quotas.set(ada.id(), QuotaKind.GPU_HOURS, 2 * 3600L, root);
        JobId training = enqueue(ada, "gpu");
        JobId copying = enqueue(ada, "gpu");
        sql.sql("update job set computes = true where id = :id")
                .param("id", training.value())
                .update();
        assertThat(next("*,gpu")).containsExactlyInAnyOrder(training + ".1", copying + ".1");
        sql.sql(
                        "insert into gpu_use (job_id, attempt, account_id, started_at, ended_at) values (0, 1, :ada, now() - interval '40 days', now() - interval '35 days')")
                .param("ada", ada.id().value())
                .update();
        assertThat(quota(QuotaKind.GPU_HOURS).used()).as("last month's").isZero();
        sql.sql(
                        "insert into gpu_use (job_id, attempt, account_id, started_at, ended_at) values (0, 1, :ada, date_trunc('month', now(), 'UTC') - interval '5 hours', date_trunc('month', now(), 'UTC') + interval '2 hours')")
                .param("ada", ada.id().value())
                .update();
        assertThat(quota(QuotaKind.GPU_HOURS).used()).isLessThanOrEqualTo(7200);
        sql.sql("update gpu_use set started_at = now(), ended_at = now() + interval '1 hour'")
                .update();
        assertThat(next("*,gpu")).containsExactly(copying + ".1");
        assertThat(next("gpu")).as("a worker without a GPU").contains(training + ".1");
    }

    @Test
    void anAttemptOnAGpuCountsFromItsStartToItsEnd() {
        JobId job = enqueue(ada, "gpu");
        sql.sql("update job set computes = true where id = :id")
                .param("id", job.value())
                .update();
        transitions.claim(job, "w", true).orElseThrow();
        assertThat(sql.sql("select count(*) from gpu_use where ended_at is null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        transitions.succeed(job, 1, "w", new JobProgress(0, 0, ""));
        assertThat(sql.sql("select count(*) from gpu_use where ended_at is null")
                        .query(Integer.class)
                        .single())
                .isZero();
        JobId onCpu = enqueue(ada, "gpu");
        sql.sql("update job set computes = true where id = :id")
                .param("id", onCpu.value())
                .update();
        transitions.claim(onCpu, "w", false).orElseThrow();
        assertThat(sql.sql("select count(*) from gpu_use").query(Integer.class).single())
                .isEqualTo(1);
    }

    @Test
    void onlyAnAdministratorSetsLimitsAndTakesThemBack() {
        assertThatThrownBy(() -> quotas.set(ada.id(), QuotaKind.QUEUED, 9L, ada))
                .isInstanceOf(AccessDeniedException.class);
        quotas.set(ada.id(), QuotaKind.QUEUED, Quota.NONE, root);
        assertThat(queue.room(ada.id())).isEqualTo(Integer.MAX_VALUE);
        quotas.set(ada.id(), QuotaKind.QUEUED, null, root);
        assertThat(quota(QuotaKind.QUEUED)).isEqualTo(new Quota(QuotaKind.QUEUED, 0, 1000, false));
    }
}
