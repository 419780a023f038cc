package oddboard.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import oddboard.run.Origin;
import oddboard.run.Run;
import org.jspecify.annotations.Nullable;

/** A run as it stands; {@code metrics} once it succeeded. */
record RunResponse(
        String id,
        String version,
        String job,
        String name,
        List<String> tags,
        StateName state,
        int attempt,
        int maxAttempts,
        @Nullable String worker,
        @Nullable String device,
        String label,
        int priority,
        @Nullable Integer position,
        @Nullable String waitReason,
        String detector,
        Map<String, Object> settings,
        long seed,
        @Nullable Long parameterCount,
        int epoch,
        int epochs,
        @Nullable Double imagesPerSecond,
        @Nullable Double secondsLeft,
        double trainSeconds,
        JobResponse.Progress progress,
        JobResponse.@Nullable Fault error,
        Run.@Nullable Metrics metrics,
        String note,
        @Nullable From from,
        String user,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        boolean lost,
        @Nullable Instant estimatedStart) {

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
        return new RunResponse(
                r.id().toString(),
                r.version().toString(),
                job.id(),
                r.name(),
                r.tags(),
                job.state(),
                job.attempt(),
                job.maxAttempts(),
                job.worker(),
                r.device(),
                job.label(),
                job.priority(),
                job.position(),
                job.waitReason(),
                r.detector(),
                r.settings(),
                r.seed(),
                r.parameterCount(),
                r.epoch(),
                r.epochs(),
                r.imagesPerSecond(),
                r.secondsLeft(),
                r.trainSeconds(),
                job.progress(),
                job.error(),
                r.result(),
                r.note(),
                From.of(r.origin()),
                r.byName(),
                r.createdAt(),
                job.startedAt(),
                job.endedAt(),
                job.lost(),
                job.estimatedStart());
    }
}
