package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import oddboard.job.AttemptEnd;
import oddboard.job.Job;
import oddboard.job.JobContext;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.job.RetryingTransaction;
import oddboard.job.Transitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class StallDetectorTest {
    private final TestNode node = new TestNode(QueueParts.database());
    private final AnnotationConfigApplicationContext worker = QueueParts.still(node.database, "worker");
    private final Attempts attempts = worker.getBean(Attempts.class);
    private final List<Duration> found = new ArrayList<>();
    private long now;
    private final StallDetector watch =
            new StallDetector(attempts, Duration.ofSeconds(600), () -> now, (attempt, still) -> found.add(still));

    @AfterEach
    void stop() {
        worker.close();
        node.close();
    }

    private Attempt attempt() {
        JobId id = node.enqueue(1, 1, "");
        Transitions transitions = worker.getBean(Transitions.class);
        WorkerIdentity identity = worker.getBean(WorkerIdentity.class);
        Attempt attempt = new Attempt(
                id,
                transitions.claim(id, identity.id()).orElseThrow(),
                identity,
                worker.getBean(RetryingTransaction.class),
                worker.getBean(JdbcClient.class),
                transitions,
                worker.getBean(AttemptFolders.class),
                new JobSpans(OpenTelemetry.noop()));
        attempts.add(attempt);
        return attempt;
    }

    private void beatFor(int seconds) {
        for (int at = 0; at < seconds; at += 3) {
            now += Duration.ofSeconds(3).toNanos();
            watch.beat();
        }
    }

    private void step(Attempt attempt, int seconds, boolean more) {
        beatFor(seconds);
        attempt.steps().step(now, more);
    }

    @Test
    void findsAnAttemptThatTakesNoStepOnce() {
        Attempt attempt = attempt();
        step(attempt, 3, true);
        step(attempt, 3, true);
        beatFor(600);
        assertThat(found).isEmpty();
        beatFor(60);
        assertThat(found).containsExactly(Duration.ofSeconds(603));
    }

    @Test
    void givesLongStepsLonger() {
        Attempt attempt = attempt();
        for (int i = 0; i < 9; i++) {
            step(attempt, 60, true);
        }
        beatFor(1_200);
        assertThat(found).isEmpty();
        beatFor(3);
        assertThat(found).hasSize(1);
    }

    @Test
    void expectsNothingBeforeTheFirstStepAndAfterTheLast() {
        Attempt attempt = attempt();
        beatFor(6_000);
        step(attempt, 3, true);
        step(attempt, 3, false);
        beatFor(6_000);
        step(attempt, 3, true);
        beatFor(590);
        assertThat(found).isEmpty();
    }

    @Test
    void forgivesATimeWithoutTheDatabaseOrAsleep() {
        Attempt attempt = attempt();
        step(attempt, 3, true);
        now += Duration.ofHours(9).toNanos();
        beatFor(600);
        assertThat(found).isEmpty();
        step(attempt, 3, true);
    }

    @Test
    void takesWhatIsNewForAStepAndNothingElse() {
        Attempt attempt = attempt();
        attempt.progress(1, 10, "steps");
        Duration first = attempt.steps().still(System.nanoTime());
        attempt.progress(1, 10, "steps");
        assertThat(attempt.steps().still(System.nanoTime())).isGreaterThanOrEqualTo(first);
        assertThat(attempt.steps().median()).isZero();
        attempt.progress(2, 10, "steps");
        assertThat(attempt.steps().median()).isPositive();
        attempt.progress(10, 10, "steps");
        assertThat(attempt.steps().still(System.nanoTime())).isZero();
    }

    @Test
    void givesTheJobBackWithItsReasonAndKeepsWhatTheThreadsDid(@TempDir Path logs) throws Exception {
        Attempt attempt = attempt();
        CountDownLatch left = new CountDownLatch(1);
        new StallHandler(
                        worker.getBean(RetryingTransaction.class),
                        worker.getBean(Transitions.class),
                        worker.getBean(AttemptEnd.class),
                        attempts,
                        worker.getBean(WorkerIdentity.class),
                        logs,
                        left::countDown)
                .found(attempt, Duration.ofSeconds(601));
        assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();

        Job job = node.job(attempt.job());
        assertThat(job.state()).isEqualTo(JobState.RETRY_WAIT);
        assertThat(job.waitReason()).contains("label cpu");
        assertThat(node.queue.history(job.id()).getLast().reason())
                .isEqualTo("The job stood still: no step was taken for 10 minutes.");
        assertThat(attempts.isEmpty()).isTrue();
        assertThat(attempt.stop()).isEqualTo(JobContext.Stop.LOST);
        assertThat(Files.readString(logs.resolve("stall-" + job.id() + "-1.txt")))
                .contains("\"stall\" RUNNABLE")
                .contains("oddboard.worker.StallHandler");
    }
}
