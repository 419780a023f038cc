package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import oddboard.job.Job;
import oddboard.job.JobEvent;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.job.NewJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One worker whose threads stand still: the test is its clock and its Quartz. */
class AttemptRunnerTest extends AttemptFixture {
    @Test
    void publishesTheResultWithTheJobsSuccess() {
        JobId id = enqueue("");

        Job done = run(id);

        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.progress().done()).isEqualTo(3);
        assertThat(done.progress().unit()).isEqualTo("steps");
        assertThat(sql.sql("select sum from toy_result").query(Long.class).single())
                .isEqualTo(6);
        assertThat(queue.history(id))
                .extracting(JobEvent::state)
                .containsExactly(JobState.QUEUED, JobState.RUNNING, JobState.SUCCEEDED);
        assertThat(sql.sql("select state from toy_ended").query(String.class).list())
                .isEmpty();
    }

    @Test
    void doesNothingAtASecondWakeUpForTheSameJob() {
        JobId id = enqueue("");
        run(id);

        assertThat(run(id).attempt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "data, BAD_DATA, Image 7 of the data set is empty.",
        "memory, OUT_OF_MEMORY, The worker ran out of memory on cpu; try a smaller batch size or smaller images.",
        "native, OUT_OF_MEMORY, The worker ran out of memory on cpu; try a smaller batch size or smaller images.",
    })
    void failsForGoodWhereASecondTryWouldEndTheSame(String mode, String code, String detail) {
        Job failed = run(enqueue(mode));

        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.errorCode()).isEqualTo(code);
        assertThat(failed.errorDetail()).isEqualTo(detail);
        assertThat(sql.sql("select state from toy_ended").query(String.class).single())
                .isEqualTo("FAILED");
    }

    @ParameterizedTest
    @CsvSource({"bug", "nothing"})
    void showsAReferenceInsteadOfWhatWentWrongInside(String mode) {
        Job failed = run(enqueue(mode));

        assertThat(failed.errorCode()).isEqualTo("INTERNAL");
        assertThat(failed.errorDetail())
                .matches("Internal error; give the reference [0-9a-f]{8} to .*")
                .doesNotContain("secret", "Exception", "/srv");
    }

    @Test
    void namesTheJobAndItsAttemptInStructuredLogLines() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(AttemptRunner.class);
        log.start();
        logger.addAppender(log);
        try {
            JobId id = enqueue("bug");
            run(id);
            assertThat(log.list)
                    .singleElement()
                    .satisfies(line -> assertThat(line.getMDCPropertyMap())
                            .isEqualTo(Map.of("job", id.toString(), "attempt", "1")));
        } finally {
            logger.detachAppender(log);
        }
        assertThat(MDC.get("job")).as("afterwards").isNull();
    }

    @Test
    void failsAJobOfAKindThatNobodyKnows() {
        JobId id = queue.enqueue(new NewJob("cooking", "cpu", 0, ada.id()));

        assertThat(run(id).errorCode()).isEqualTo("UNKNOWN_KIND");
    }

    @Test
    void triesPassingTroubleThreeTimesWithGrowingPauses() {
        JobId id = enqueue("io");

        Job first = run(id);
        assertThat(first.state()).isEqualTo(JobState.RETRY_WAIT);
        assertThat(first.waitReason()).matches("The store could not be read\\. It is tried again in \\d+ s\\.");
        assertThat(pause(id)).isBetween(7.0, 13.0);
        assertThat(sql.sql("select trigger_name from qrtz_triggers where trigger_name like '%.2'")
                        .query(String.class)
                        .single())
                .isEqualTo(id + ".2");

        assertThat(run(id).state()).isEqualTo(JobState.RETRY_WAIT);
        assertThat(pause(id)).isBetween(22.0, 37.0);

        Job last = run(id);
        assertThat(last.state()).isEqualTo(JobState.FAILED);
        assertThat(last.errorDetail()).isEqualTo("The store could not be read. It was tried 3 times.");
        assertThat(last.attempt()).isEqualTo(3);
    }

    private double pause(JobId id) {
        return sql.sql("select extract(epoch from start_after - now()) from job where id = :id")
                .param("id", id.value())
                .query(Double.class)
                .single();
    }

    @Test
    void returnsAJobToItsPlaceWithoutCountingTheAttemptWhereTheWorkerLeaves() {
        JobId id = enqueue("");
        JobId later = enqueue("");
        sql.sql("update toy set mode = 'leave' where job_id = :id")
                .param("id", id.value())
                .update();
        worker.getBean(ToyHandler.class).onLeave(runner::drain);

        Job left = run(id);

        assertThat(left.state()).isEqualTo(JobState.QUEUED);
        assertThat(left.attempt()).isEqualTo(1);
        assertThat(left.position()).isEqualTo(1);
        assertThat(queue.find(later).orElseThrow().position()).isEqualTo(2);
        assertThat(sql.sql("select lost_attempts + failed_attempts from job where id = :id")
                        .param("id", id.value())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(sql.sql("select trigger_state from qrtz_triggers where trigger_name = :name")
                        .param("name", id + ".2")
                        .query(String.class)
                        .single())
                .isEqualTo("WAITING");
    }

    @Test
    void startsNothingMoreOnceItLeavesAndKeepsTheTrigger() {
        JobId id = enqueue("");
        sql.sql("update qrtz_triggers set trigger_state = 'COMPLETE', next_fire_time = null")
                .update();
        runner.drain();

        assertThat(run(id).attempt()).isZero();
        assertThat(sql.sql(
                                "select trigger_name from qrtz_triggers where trigger_state = 'WAITING' and next_fire_time > 0")
                        .query(String.class)
                        .single())
                .isEqualTo(id + ".1");
    }

    @Test
    void endsAJobWhoseHandlerFailsAtTheNewsOfIt() {
        JobId id = enqueue("data");
        sql.sql("insert into toy_ended values (:id, 'x'); alter table toy_ended add primary key (job_id)")
                .param("id", id.value())
                .update();

        assertThat(run(id).state()).isEqualTo(JobState.FAILED);
        assertThat(sql.sql("select state from toy_ended").query(String.class).single())
                .isEqualTo("x");
    }
}
