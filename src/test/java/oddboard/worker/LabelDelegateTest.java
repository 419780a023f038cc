package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import oddboard.account.User;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.NewJob;
import oddboard.job.QuartzBridge;
import oddboard.job.Wakeups;
import org.junit.jupiter.api.Test;
import org.quartz.TriggerKey;
import org.quartz.simpl.CascadingClassLoadHelper;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

class LabelDelegateTest {
    private final DataSource database = QueueParts.database();
    private final User ada = QueueParts.ada(database);

    private List<String> next(String labels) throws Exception {
        LabelDelegate delegate = new LabelDelegate();
        delegate.initialize(
                LoggerFactory.getLogger(LabelDelegateTest.class),
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

    @Test
    void givesANodeTheJobsOfItsLabelsHighestPriorityFirst() throws Exception {
        try (var web = QueueParts.still(database, "web")) {
            JobQueue queue = web.getBean(JobQueue.class);
            String cpu = queue.enqueue(new NewJob("toy", "cpu", 0, ada.id())) + ".1";
            String gpu = queue.enqueue(new NewJob("toy", "gpu", 0, ada.id())) + ".1";
            String urgent = queue.enqueue(new NewJob("toy", "cpu", 10, ada.id())) + ".1";
            String later = queue.enqueue(new NewJob("toy", "cpu", 0, ada.id())) + ".1";

            assertThat(next("cpu")).containsExactly(urgent, cpu, later);
            assertThat(next("gpu")).containsExactly(gpu);
            assertThat(next("cpu,gpu")).containsExactly(urgent, gpu, cpu, later);
            assertThat(next("")).isEmpty();
        }
    }

    @Test
    void givesImportsSlotsOfTheirOwn() throws Exception {
        try (var web = QueueParts.still(database, "web")) {
            JobQueue queue = web.getBean(JobQueue.class);
            JobId training = queue.enqueue(new NewJob("toy", "cpu", 0, ada.id()));
            JobId next = queue.enqueue(new NewJob("toy", "cpu", 0, ada.id()));
            JobId first = queue.enqueue(new NewJob("toy", "cpu", -10, ada.id()));
            JobId second = queue.enqueue(new NewJob("toy", "cpu", -10, ada.id()));
            JdbcClient.create(database)
                    .sql("update job set computes = true where id in (?, ?)")
                    .params(training.value(), next.value())
                    .update();
            String lanes = "import-slots=1,cpu";

            assertThat(next(lanes)).containsExactly(training + ".1", next + ".1", first + ".1", second + ".1");
            acquired(training, "w");
            assertThat(next(lanes)).containsExactly(first + ".1", second + ".1");
            assertThat(next("import-slots=0,cpu"))
                    .as("the slots that all take, beside a training")
                    .containsExactly(first + ".1", second + ".1");
            acquired(first, "w");
            assertThat(next(lanes)).isEmpty();
            assertThat(next("import-slots=2,cpu")).containsExactly(second + ".1");
            assertThat(next("import-slots=0,cpu")).containsExactly(second + ".1");
        }
    }

    @Test
    void givesScoringsSlotsOfTheirOwn() throws Exception {
        try (var web = QueueParts.still(database, "web")) {
            JobQueue queue = web.getBean(JobQueue.class);
            JobId training = queue.enqueue(new NewJob("toy", "cpu", 0, ada.id()));
            JobId imported = queue.enqueue(new NewJob("toy", "cpu", -10, ada.id()));
            JobId first = queue.enqueue(new NewJob("toy", "cpu", -20, ada.id()));
            JobId second = queue.enqueue(new NewJob("toy", "cpu", -20, ada.id()));
            JdbcClient.create(database)
                    .sql("update job set computes = id = ?, scores = id in (?, ?)")
                    .params(training.value(), first.value(), second.value())
                    .update();
            String lanes = "slots=1,import-slots=1,scoring-slots=1,cpu";

            acquired(training, "w");
            assertThat(next(lanes)).containsExactly(imported + ".1", first + ".1", second + ".1");
            acquired(imported, "w");
            assertThat(next(lanes)).containsExactly(first + ".1", second + ".1");
            assertThat(next("slots=1,import-slots=1,scoring-slots=0,cpu"))
                    .as("without slots of their own they take those of imports")
                    .isEmpty();
            assertThat(next("slots=2,import-slots=0,scoring-slots=1,cpu"))
                    .as("all shared slots are busy, those of scorings are not")
                    .containsExactly(first + ".1", second + ".1");
            acquired(first, "w");
            assertThat(next(lanes)).isEmpty();
            assertThat(next("slots=3,import-slots=0,scoring-slots=1,cpu")).isEmpty();
            assertThat(next("slots=1,import-slots=1,scoring-slots=2,cpu")).containsExactly(second + ".1");
        }
    }

    @Test
    void doesNotCountWhatOtherWorkersHave() throws Exception {
        try (var web = QueueParts.still(database, "web")) {
            JobQueue queue = web.getBean(JobQueue.class);
            JobId theirs = queue.enqueue(new NewJob("toy", "cpu", 0, ada.id()));
            JobId waiting = queue.enqueue(new NewJob("toy", "cpu", 0, ada.id()));
            acquired(theirs, "other");
            assertThat(next("import-slots=1,cpu")).containsExactly(waiting + ".1");
        }
    }

    /** As Quartz leaves it between the choice of a trigger and the end of its job. */
    private void acquired(JobId job, String instance) {
        JdbcClient sql = JdbcClient.create(database);
        sql.sql("""
                insert into qrtz_fired_triggers (sched_name, entry_id, trigger_name, trigger_group, instance_name,
                    fired_time, sched_time, priority, state)
                select sched_name, trigger_name || instance.name, trigger_name, trigger_group, instance.name, 1, 1, 5, 'ACQUIRED'
                from qrtz_triggers, (values (?)) instance (name) where job_name = ?
                """).params(instance, job.toString()).update();
        sql.sql("update qrtz_triggers set trigger_state = 'ACQUIRED' where job_name = ?")
                .param(job.toString())
                .update();
    }

    @Test
    void keepsQuartzToTheSettingsThatWereMeasured() {
        var quartz = SchedulerConfiguration.quartz(
                true,
                new WorkerSettings(List.of("cpu", "gpu"), 2, 1, 1, "cpu", Duration.ofMinutes(10), null, 0, null),
                WorkerIdentity.ofThisProcess("cpu"));
        assertThat(quartz)
                .containsEntry("org.quartz.jobStore.isClustered", "true")
                .containsEntry("org.quartz.jobStore.acquireTriggersWithinLock", "true")
                .containsEntry("org.quartz.jobStore.lockOnInsert", "false")
                .containsEntry("org.quartz.jobStore.useProperties", "true")
                .containsEntry("org.quartz.jobStore.clusterCheckinInterval", "7500")
                .containsEntry("org.quartz.scheduler.idleWaitTime", "1000")
                .containsEntry("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "1")
                .containsEntry(
                        "org.quartz.jobStore.driverDelegateInitString",
                        "slots=1,import-slots=2,scoring-slots=1,cpu,gpu")
                .containsEntry("org.quartz.threadPool.threadCount", "4");
        assertThat(QuartzBridge.class.getName())
                .as("stored with every waiting job")
                .isEqualTo("oddboard.job.QuartzBridge");
    }
}
