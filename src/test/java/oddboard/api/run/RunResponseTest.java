package oddboard.api.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import oddboard.account.UserId;
import oddboard.api.job.JobResponse;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
import oddboard.job.Job;
import oddboard.job.JobId;
import oddboard.job.JobProgress;
import oddboard.job.JobState;
import oddboard.run.Origin;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.testing.PinnedJson;
import org.junit.jupiter.api.Test;

/** Clients rely on the names and the order of fields, whatever parts the record has here. */
class RunResponseTest {
    private static final Run.Metrics METRICS = new Run.Metrics(
            2, 0.91, 0.85, 0.96, 0.88, 1.25, 0.8, 3.5, 0.21, 0.77, 0.95, 0.6, 0.4, LabelPart.PRIVATE, 40, List.of());
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void aRunThatFailed() throws Exception {
        var job = new Job(
                new JobId(7),
                JobState.FAILED,
                4,
                true,
                new Job.Request("train", "gpu", 3, new UserId(9), START, "a run"),
                new Job.Execution("worker-1", true, 2, 5, START.plusSeconds(1), START.plusSeconds(2)),
                new JobProgress(10, 20, "epochs"),
                null,
                new Job.Failure("DIVERGED", "The loss is no number."));
        var run = run(job, METRICS, "looks odd", Origin.resume(new RunId(11), 6));
        PinnedJson.check(getClass(), "run-failed.json", RunResponse.of(run));
        PinnedJson.check(getClass(), "job-failed.json", JobResponse.of(job));
    }

    @Test
    void aRunThatWaits() throws Exception {
        var job = new Job(
                new JobId(7),
                JobState.QUEUED,
                0,
                false,
                new Job.Request("train", "cpu", 0, new UserId(9), START, ""),
                new Job.Execution(null, false, 1, 3, null, null),
                new JobProgress(0, 0, ""),
                new Job.QueuePlace(2, "Waits for a worker.", START.plusSeconds(60)),
                null);
        PinnedJson.check(getClass(), "run-waiting.json", RunResponse.of(run(job, null, "", null)));
        PinnedJson.check(getClass(), "job-waiting.json", JobResponse.of(job));
    }

    private static Run run(Job job, Run.Metrics result, String note, Origin origin) {
        return new Run(
                new RunId(12),
                new VersionId(3),
                job,
                "deep one",
                List.of("a", "b"),
                note,
                new Run.Setup("ae-conv", Map.of("epochs", 20), 42, result == null ? null : 1234L, null),
                new Run.Creation(new UserId(9), "ada", START.minusSeconds(5), false),
                result == null
                        ? new Run.TrainingStatus(10, 20, null, null, 33.25, null, false)
                        : new Run.TrainingStatus(10, 20, 99.5, 12.5, 33.25, "gpu0", false),
                result,
                origin,
                Run.Entries.NONE);
    }
}
