package oddboard.api.run;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import oddboard.api.Fields;
import oddboard.api.job.JobResponse;
import oddboard.api.job.StateName;
import oddboard.run.Origin;
import oddboard.run.Run;
import oddboard.run.RunId;
import org.jspecify.annotations.Nullable;

/** A run as it stands; {@code metrics} once it succeeded. In JSON its parts are on one level. */
record RunResponse(
        @JsonUnwrapped Identity identity,
        @JsonUnwrapped Execution execution,
        @JsonUnwrapped Queue queue,
        @JsonUnwrapped Run.Setup setup,
        @JsonUnwrapped Training training,
        JobResponse.Progress progress,
        JobResponse.@Nullable Fault error,
        Run.@Nullable Metrics metrics,
        String note,
        String revision,
        @Nullable From from,
        @JsonUnwrapped Times times,
        boolean lost,
        @Nullable Instant estimatedStart,
        @Nullable String entryOf,
        List<String> entries) {

    record Identity(String id, String version, String job, String name, List<String> tags) {}

    record Execution(
            StateName state,
            int attempt,
            int maxAttempts,
            @Nullable String worker,
            @Nullable String device) {}

    record Queue(
            String label,
            boolean anyWorker,
            int priority,
            @Nullable Integer position,
            @Nullable String waitReason) {}

    record Training(
            int epoch,
            int epochs,
            @Nullable Double imagesPerSecond,
            @Nullable Double secondsLeft,
            double trainSeconds,
            boolean finishRequested) {}

    record Times(
            String user,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    /**
     * The run that it was made of.
     *
     * @param epoch at which it was resumed
     */
    record From(String kind, String run, @Nullable Integer epoch) {
        static @Nullable From of(@Nullable Origin origin) {
            return origin == null
                    ? null
                    : new From(
                            Fields.spelled(origin.kind()),
                            origin.run().toString(),
                            origin.kind() == Origin.Kind.RESUME ? origin.epoch() : null);
        }
    }

    static RunResponse of(Run r) {
        JobResponse job = JobResponse.of(r.job());
        Run.TrainingStatus training = r.training();
        return new RunResponse(
                new Identity(r.id().toString(), r.version().toString(), job.id(), r.name(), r.tags()),
                new Execution(job.state(), job.attempt(), job.maxAttempts(), job.worker(), training.device()),
                new Queue(job.label(), r.creation().anyWorker(), job.priority(), job.position(), job.waitReason()),
                r.setup(),
                new Training(
                        training.epoch(),
                        training.epochs(),
                        training.imagesPerSecond(),
                        training.secondsLeft(),
                        training.seconds(),
                        training.finishRequested()),
                job.progress(),
                job.error(),
                r.result(),
                r.note(),
                r.revision(),
                From.of(r.origin()),
                new Times(r.creation().byName(), r.creation().at(), job.startedAt(), job.endedAt()),
                job.lost(),
                job.estimatedStart(),
                r.entries().of() == null ? null : r.entries().of().toString(),
                r.entries().own().stream().map(RunId::toString).toList());
    }
}
