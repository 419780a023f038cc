package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.job.JobTimes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A worker's clock against a real database's. */
class ClockWatchTest {
    private final TestNode node = new TestNode(QueueParts.database());
    private Duration skew = Duration.ZERO;
    private final InstantSource clock = () -> Instant.now().plus(skew);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void measuresHowFarItsClockIsAhead() {
        ClockWatch watch = new ClockWatch(node.sql, clock);
        for (int seconds : new int[] {0, 3, 30, -30, -2, 300, -300}) {
            skew = Duration.ofSeconds(seconds);
            assertThat(watch.look()).isCloseTo(seconds * 1_000L, within(900L));
            assertThat(watch.isRight()).isEqualTo(Math.abs(seconds) < 5);
        }
    }

    @Test
    void holdsTheSchedulerBackWhileTheClockIsWrong() throws SchedulerException {
        try (var context = QueueParts.still(node.database, "worker")) {
            Scheduler scheduler = context.getBean(Scheduler.class);
            JobIntake taking = new JobIntake(scheduler, () -> false);
            Heartbeat heartbeat = heartbeat(context.getBean(WorkerIdentity.class), taking);
            skew = Duration.ofSeconds(30);
            heartbeat.beat();
            taking.hold(JobIntake.PauseReason.STARTING, false);
            assertThat(scheduler.isStarted()).isFalse();
            assertThat(node.sql
                            .sql("select count(*) from qrtz_scheduler_state")
                            .query(Long.class)
                            .single())
                    .isZero();

            skew = Duration.ofSeconds(3);
            heartbeat.beat();
            assertThat(scheduler.isStarted()).isTrue();
            assertThat(node.queue.workers().getFirst().clockOffset()).isCloseTo(3_000, within(900L));

            skew = Duration.ofSeconds(-30);
            heartbeat.beat();
            assertThat(scheduler.isInStandbyMode()).isTrue();
            assertThat(node.queue.workers().getFirst().clockIsWrong()).isTrue();

            skew = Duration.ZERO;
            heartbeat.beat();
            assertThat(scheduler.isInStandbyMode()).isFalse();
            taking.hold(JobIntake.PauseReason.LEAVING, true);
            heartbeat.beat();
            assertThat(scheduler.isInStandbyMode()).isTrue();
            heartbeat.close();
        }
    }

    @Test
    void saysWhyAJobWaits() {
        try (var context = QueueParts.still(node.database, "worker")) {
            JobId id = node.enqueue(1, 1, "");
            Heartbeat heartbeat = heartbeat(context.getBean(WorkerIdentity.class), context.getBean(JobIntake.class));
            skew = Duration.ofSeconds(-7);
            heartbeat.beat();
            assertThat(node.job(id).waitReason())
                    .isEqualTo(
                            "Every worker with the label cpu waits until its clock is right: it is more than 5 s off the database's.");
            skew = Duration.ofSeconds(-2);
            heartbeat.beat();
            assertThat(node.job(id).waitReason()).isEqualTo("It starts in a moment.");
            heartbeat.close();
        }
    }

    @Test
    void leavesAJobThatItWasWokenForToOthers() {
        try (var context = QueueParts.still(node.database, "worker")) {
            JobId id = node.enqueue(1, 1, "");
            context.getBean(JobIntake.class).hold(JobIntake.PauseReason.CLOCK, true);
            context.getBean(AttemptRunner.class).run(id, false);
            assertThat(node.job(id).state()).isEqualTo(JobState.QUEUED);
            context.getBean(JobIntake.class).hold(JobIntake.PauseReason.CLOCK, false);
            context.getBean(AttemptRunner.class).run(id, false);
            assertThat(node.job(id).state()).isEqualTo(JobState.SUCCEEDED);
        }
    }

    private Heartbeat heartbeat(WorkerIdentity worker, JobIntake taking) {
        JdbcClient sql = node.sql;
        IntakeWatchdog broken = new IntakeWatchdog(1, System::nanoTime, System::nanoTime, () -> {});
        Attempts none = new Attempts();
        StallDetector stuck = new StallDetector(none, Duration.ZERO, System::nanoTime, (attempt, still) -> {});
        return new Heartbeat(
                sql,
                none,
                worker,
                new WorkerSettings(List.of("cpu"), 1, 0, 0, "cpu", Duration.ofMinutes(10), null, 0, null),
                JobTimes.usual(),
                broken,
                stuck,
                new ClockWatch(sql, clock),
                taking);
    }
}
