package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import oddboard.account.User;
import oddboard.job.JobQueue;
import oddboard.job.NewJob;
import oddboard.job.QuartzBridge;
import oddboard.job.Wakeups;
import org.junit.jupiter.api.Test;
import org.quartz.TriggerKey;
import org.quartz.simpl.CascadingClassLoadHelper;
import org.slf4j.LoggerFactory;

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
    void keepsQuartzToTheSettingsThatWereMeasured() {
        var quartz = SchedulerConfiguration.quartz(
                true,
                new WorkerSettings(List.of("cpu", "gpu"), 2, "cpu", Duration.ofMinutes(10), null),
                WorkerIdentity.ofThisProcess("cpu"));
        assertThat(quartz)
                .containsEntry("org.quartz.jobStore.isClustered", "true")
                .containsEntry("org.quartz.jobStore.acquireTriggersWithinLock", "true")
                .containsEntry("org.quartz.jobStore.lockOnInsert", "false")
                .containsEntry("org.quartz.jobStore.useProperties", "true")
                .containsEntry("org.quartz.jobStore.clusterCheckinInterval", "7500")
                .containsEntry("org.quartz.scheduler.idleWaitTime", "1000")
                .containsEntry("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "1")
                .containsEntry("org.quartz.jobStore.driverDelegateInitString", "cpu,gpu")
                .containsEntry("org.quartz.threadPool.threadCount", "2");
        assertThat(QuartzBridge.class.getName())
                .as("stored with every waiting job")
                .isEqualTo("oddboard.job.QuartzBridge");
    }
}
