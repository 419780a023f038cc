package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import oddboard.job.JobContext;
import oddboard.job.JobFailure;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.job.LostAttemptException;
import oddboard.job.NewJob;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a running attempt may still write, and how it hears that it should stop. */
class AttemptTest extends AttemptFixture {
    @Test
    void takesTheJobFromAHandlerThatDoesNotComeBackInTime() {
        JobId id = enqueue("");
        Attempt attempt = claim(id);

        runner.release();

        assertThat(queue.find(id).orElseThrow().state()).isEqualTo(JobState.QUEUED);
        assertThat(attempt.stop()).isEqualTo(JobContext.Stop.LOST);
        assertThatLost(() -> attempt.publish(() -> {}));
    }

    @Test
    void cancelsARunningJobAndPublishesNothing() {
        JobId id = queue.enqueue(new NewJob("watched", "cpu", 0, ada.id()));
        Attempt attempt = claim(id);
        queue.cancel(id, ada);

        assertThatLost(() -> attempt.publish(
                () -> sql.sql("insert into toy_result values (1, 1, 1)").update()));

        assertThat(attempt.stop()).isEqualTo(JobContext.Stop.CANCEL);
        assertThat(sql.sql("select count(*) from toy_result").query(Long.class).single())
                .isZero();
    }

    @Test
    void hearsOfACancellationByItsHeartbeat() {
        JobId id = enqueue("");
        Attempt attempt = claim(id);
        attempt.progress(2, 3, "steps");
        queue.cancel(id, ada);

        worker.getBean(Heartbeat.class).beat();

        assertThat(attempt.stop()).isEqualTo(JobContext.Stop.CANCEL);
        assertThat(queue.find(id).orElseThrow().progress().done()).isEqualTo(2);
    }

    @Test
    void writesNothingOnceAnotherAttemptHoldsTheJob() {
        JobId id = enqueue("");
        Attempt attempt = claim(id);
        sql.sql("update job set attempt = 2 where id = :id")
                .param("id", id.value())
                .update();

        assertThatLost(() -> attempt.fenced(
                () -> sql.sql("insert into toy_result values (1, 1, 1)").update()));
        assertThatLost(() -> attempt.publish(() -> {}));
        worker.getBean(Heartbeat.class).beat();

        assertThat(attempt.stop()).isEqualTo(JobContext.Stop.LOST);
        assertThat(sql.sql("select count(*) from toy_result").query(Long.class).single())
                .isZero();
    }

    @Test
    void rollsTheWorkBackWithTheAttemptsOwnError() {
        JobId id = enqueue("");
        Attempt attempt = claim(id);

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> attempt.fenced(() -> {
                    worker.getBean(JdbcClient.class)
                            .sql("insert into toy_result values (1, 1, 1)")
                            .update();
                    throw new JobFailure("X", "no", false);
                })))
                .isInstanceOf(JobFailure.class);

        assertThat(sql.sql("select count(*) from toy_result").query(Long.class).single())
                .isZero();
    }

    @Test
    void keepsAStrongerReasonToStop() {
        Attempt attempt = claim(enqueue(""));
        attempt.ask(JobContext.Stop.CANCEL);
        attempt.ask(JobContext.Stop.DRAIN);
        assertThat(attempt.stop()).isEqualTo(JobContext.Stop.CANCEL);
        attempt.ask(JobContext.Stop.LOST);
        assertThat(attempt.stop()).isEqualTo(JobContext.Stop.LOST);
    }

    @Test
    void givesEachAttemptAnEmptyFolderAndRemovesItAfterwards() throws Exception {
        Attempt attempt = claim(enqueue(""));
        Files.writeString(attempt.directory().resolve("part.bin"), "x");
        assertThat(attempt.directory()).isDirectory();

        var folder = attempt.directory();
        attempt.removeDirectory();

        assertThat(folder).doesNotExist();
    }

    private static void assertThatLost(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        org.assertj.core.api.Assertions.assertThatThrownBy(work).isInstanceOf(LostAttemptException.class);
    }
}
