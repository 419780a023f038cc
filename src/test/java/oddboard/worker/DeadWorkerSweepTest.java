package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import javax.sql.DataSource;
import oddboard.account.User;
import oddboard.job.AttemptEnd;
import oddboard.job.Job;
import oddboard.job.JobEvent;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
import oddboard.job.JobTimes;
import oddboard.job.NewJob;
import oddboard.job.Transitions;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class DeadWorkerSweepTest {
    private final DataSource database = QueueParts.database();
    private final JdbcClient sql = JdbcClient.create(database);
    private final User ada = QueueParts.ada(database);
    private AnnotationConfigApplicationContext node;
    private JobQueue queue;
    private DeadWorkerSweep sweep;
    private long nanos;

    @BeforeEach
    void start() {
        node = QueueParts.still(database, "worker");
        queue = node.getBean(JobQueue.class);
        sweep = new DeadWorkerSweep(
                new TransactionTemplate(node.getBean(PlatformTransactionManager.class)),
                node.getBean(JdbcClient.class),
                node.getBean(AttemptEnd.class),
                node.getBean(Attempts.class),
                node.getBean(WorkerIdentity.class).id(),
                JobTimes.usual(),
                () -> nanos);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    /** Sweeps every two seconds for so long, and returns how many jobs were taken. */
    private int sweepFor(int seconds) {
        int taken = 0;
        for (int at = 0; at <= seconds; at += 2) {
            taken += sweep.sweep();
            nanos += Duration.ofSeconds(2).toNanos();
        }
        return taken;
    }

    private JobId running(String worker) {
        JobId id = ToyHandler.enqueue(node, new NewJob(ToyHandler.KIND, "cpu", 0, ada.id()), 3, 0, "");
        assertThat(node.getBean(Transitions.class).claim(id, worker)).isPresent();
        return id;
    }

    private void worker(String id, int silentSeconds) {
        sql.sql("""
                insert into worker (id, host, pid, labels, slots, device, version, heartbeat_at)
                values (:id, 'far', 1, '{cpu}', 1, 'cpu', 'x', now() - :silent * interval '1 second')
                """).param("id", id).param("silent", silentSeconds).update();
    }

    private void silence(JobId job, int seconds) {
        sql.sql("update job set heartbeat_at = now() - :silent * interval '1 second' where id = :id")
                .param("id", job.value())
                .param("silent", seconds)
                .update();
    }

    private JobState state(JobId id) {
        return queue.find(id).orElseThrow().state();
    }

    @Test
    void returnsTheJobOfADeadWorkerToTheQueue() {
        worker("dead", 60);
        JobId id = running("dead");
        silence(id, 60);

        assertThat(sweepFor(20)).isEqualTo(1);

        Job job = queue.find(id).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(job.execution().worker()).isNull();
        assertThat(queue.history(id)).last().extracting(JobEvent::reason).isEqualTo("worker dead died");
        assertThat(sql.sql("select trigger_state from qrtz_triggers where trigger_name = :name")
                        .param("name", id + ".2")
                        .query(String.class)
                        .single())
                .isEqualTo("WAITING");
    }

    @Test
    void waitsAfterAnOutageUntilTheLivingCouldSpeak() {
        worker("silent", 60);
        JobId id = running("silent");
        silence(id, 60);
        assertThat(sweepFor(6)).isZero();
        nanos += Duration.ofSeconds(30).toNanos();

        assertThat(sweepFor(8)).isZero();
        assertThat(sweepFor(6)).isEqualTo(1);
        assertThat(state(id)).isEqualTo(JobState.QUEUED);
    }

    @Test
    void leavesAJobAloneWhileItOrItsWorkerSpeaks() {
        worker("speaking", 2);
        JobId longTransaction = running("speaking");
        silence(longTransaction, 60);
        worker("stale", 60);
        JobId fresh = running("stale");

        assertThat(sweepFor(20)).isZero();
        assertThat(state(longTransaction)).isEqualTo(JobState.RUNNING);
        assertThat(state(fresh)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void takesTheJobOfAWorkerThatHasLeftTheTableAtOnce() {
        JobId id = running("gone");

        assertThat(sweep.sweep()).isEqualTo(1);
        assertThat(state(id)).isEqualTo(JobState.QUEUED);
    }

    @Test
    @StartsProcess
    void takesTheJobOfADeadProcessOfThisMachineAtOnce() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        sql.sql("""
                insert into worker (id, host, pid, machine, process_started_at, labels, slots, device, version)
                values ('near', 'here', :pid, :machine, :started, '{cpu}', 1, 'cpu', 'x')
                """)
                .param("pid", process.pid())
                .param("machine", Machine.id())
                .param(
                        "started",
                        java.sql.Timestamp.from(
                                Machine.startOf(process.toHandle()).orElseThrow()))
                .update();
        JobId id = running("near");
        assertThat(sweep.sweep()).isZero();

        process.destroyForcibly().waitFor();

        assertThat(sweep.sweep()).isEqualTo(1);
        assertThat(state(id)).isEqualTo(JobState.QUEUED);
    }

    @Test
    void cancelsALostJobThatSomebodyHadCancelled() {
        JobId id = running("gone");
        queue.cancel(id, ada);

        sweep.sweep();

        assertThat(state(id)).isEqualTo(JobState.CANCELLED);
        assertThat(queue.history(id)).last().extracting(JobEvent::actor).isEqualTo("ada");
    }

    @Test
    void doesNotHelpQuartzToTakeAJobWhoseHeartbeatIsFresh() {
        worker("speaking", 1);
        JobId id = running("speaking");

        node.getBean(AttemptRunner.class).run(id, true);

        assertThat(queue.find(id).orElseThrow().attempt()).isEqualTo(1);
        assertThat(state(id)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void goesOnAtOnceWhereQuartzAndTheHeartbeatAgree() {
        worker("dead", 30);
        JobId id = running("dead");
        silence(id, 30);

        node.getBean(Heartbeat.class).beat();
        node.getBean(AttemptRunner.class).run(id, true);

        Job job = queue.find(id).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.attempt()).isEqualTo(2);
    }

    @Test
    void takesBackAJobThatThisVeryWorkerKnowsNothingOf() {
        String self = node.getBean(WorkerIdentity.class).id();
        worker(self, 1);
        JobId id = running(self);
        silence(id, 60);

        assertThat(sweepFor(20)).isEqualTo(1);
        assertThat(state(id)).isEqualTo(JobState.QUEUED);
    }
}
