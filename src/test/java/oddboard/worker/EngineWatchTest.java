package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import oddboard.detector.Engine;
import oddboard.detector.TrainingException;
import oddboard.job.AttemptEnd;
import oddboard.job.Handlers;
import oddboard.job.Job;
import oddboard.job.JobEvent;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.job.RetryingTransaction;
import oddboard.job.Transitions;
import oddboard.job.WorkerTrouble;
import oddboard.job.WorkerTroubles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A worker whose engine fails in a job: a job may spoil no worker, and a worker no job. */
class EngineWatchTest extends AttemptFixture {
    private final AtomicReference<String> fault = new AtomicReference<>();
    private final AtomicInteger left = new AtomicInteger();
    private EngineWatch watch;

    @BeforeEach
    void startWithAnEngineThatMayBreak() {
        JobIntake taking = worker.getBean(JobIntake.class);
        WorkerIdentity identity = worker.getBean(WorkerIdentity.class);
        watch = new EngineWatch(
                device -> {
                    if (fault.get() != null) {
                        throw new TrainingException("ENGINE", fault.get());
                    }
                    Engine.test(device);
                },
                worker.getBean(WorkerTroubles.class),
                identity,
                worker.getBean(WorkerSettings.class),
                taking,
                left::incrementAndGet);
        RetryingTransaction transaction = worker.getBean(RetryingTransaction.class);
        Transitions transitions = worker.getBean(Transitions.class);
        runner = new AttemptRunner(
                transaction,
                transitions,
                worker.getBean(AttemptEnd.class),
                worker.getBean(DeadWorkerSweep.class),
                worker.getBean(Handlers.class),
                worker.getBean(Attempts.class),
                identity,
                taking,
                watch,
                worker.getBean(WorkLimit.class),
                start -> new Attempt(
                        start.job(),
                        start.claim(),
                        identity,
                        transaction,
                        worker.getBean(JdbcClient.class),
                        transitions,
                        worker.getBean(AttemptFolders.class),
                        new JobSpans(OpenTelemetry.noop())));
    }

    @Test
    void givesTheJobBackUntouchedAndEnds() {
        JobId id = enqueue("engine");
        JobId next = enqueue("");
        fault.set("The engine does not compute on cpu: it is gone.");

        Job back = run(id);

        assertThat(back.state()).isEqualTo(JobState.QUEUED);
        assertThat(back.errorCode()).isNull();
        assertThat(tries(id)).isZero();
        assertThat(queue.history(id))
                .extracting(JobEvent::state)
                .containsExactly(JobState.QUEUED, JobState.RUNNING, JobState.QUEUED);
        assertThat(left).hasValue(1);
        assertThat(run(next).attempt()).as("it takes no more").isZero();
        assertThat(worker.getBean(WorkerTroubles.class).recent())
                .singleElement()
                .satisfies(t -> {
                    assertThat(t.cause()).isEqualTo("The engine does not compute on cpu: it is gone.");
                    assertThat(t.device()).isEqualTo("cpu");
                    assertThat(t.labels()).containsExactly("cpu");
                });
    }

    @Test
    void triesTheJobAgainWhereTheEngineComputesAndEndsAfterThreeInARow() {
        JobId first = enqueue("engine");
        assertThat(run(first).state()).isEqualTo(JobState.RETRY_WAIT);
        assertThat(tries(first)).isEqualTo(1);
        watch.succeeded();

        assertThat(run(enqueue("engine")).state()).isEqualTo(JobState.RETRY_WAIT);
        assertThat(run(enqueue("engine")).state()).isEqualTo(JobState.RETRY_WAIT);
        assertThat(left).as("a job that succeeded begins a new row").hasValue(0);
        JobId last = enqueue("engine");

        assertThat(run(last).state()).isEqualTo(JobState.QUEUED);
        assertThat(tries(last)).isZero();
        assertThat(left).hasValue(1);
        assertThat(worker.getBean(WorkerTroubles.class).recent())
                .extracting(WorkerTrouble::cause)
                .containsExactly("The engine failed in 3 computations in a row, at last with:"
                        + " No kernel image is available.");
    }

    @Test
    void doesNotBlameTheEngineForWhatAJobDoes() {
        fault.set("never tried");
        assertThat(watch.isBroken(new IllegalStateException("The file is empty.")))
                .isFalse();
        assertThat(watch.isBroken(new TrainingException("OUT_OF_MEMORY", "Memory ran out.")))
                .isFalse();
        assertThat(left).hasValue(0);
    }

    @Test
    void countsTheTriesUntilAWorkerThereComputes() {
        fault.set("The engine does not compute on cpu: no driver.");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(watch::start)
                    .isInstanceOfSatisfying(
                            BrokenEngineException.class,
                            e -> assertThat(e.getExitCode()).isEqualTo(71))
                    .hasMessageContaining("takes no job and ends. The engine does not compute on cpu: no driver.");
        }
        WorkerTroubles troubles = worker.getBean(WorkerTroubles.class);
        assertThat(troubles.recent())
                .singleElement()
                .satisfies(t -> assertThat(t.tries()).isEqualTo(2));

        fault.set(null);
        watch.start();

        assertThat(troubles.recent()).isEmpty();
    }

    private int tries(JobId id) {
        return sql.sql("select lost_attempts + failed_attempts from job where id = :id")
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }
}
