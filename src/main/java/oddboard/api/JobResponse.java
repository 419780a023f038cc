package oddboard.api;

import java.time.Instant;
import oddboard.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands; {@code position}, {@code waitReason} and {@code estimatedStart} while it waits alone.
 *
 * @param lost it is RUNNING or CANCELLING, but its worker has fallen silent: soon it is tried again elsewhere
 * @param tries which try of {@code maxAttempts} this is; an attempt whose worker left in order doesn't count
 * @param estimatedStart null where it is unknown
 */
record JobResponse(
        String id,
        String kind,
        String label,
        int priority,
        StateName state,
        @Nullable Integer position,
        @Nullable String waitReason,
        Progress progress,
        int attempt,
        int maxAttempts,
        @Nullable String worker,
        boolean cancelRequested,
        @Nullable Fault error,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        boolean lost,
        int tries,
        @Nullable Instant estimatedStart) {

    record Progress(long done, long total, String unit) {}

    record Fault(String code, String detail) {
        /** Null unless the job failed. */
        static @Nullable Fault of(Job job) {
            String code = job.errorCode();
            String detail = job.errorDetail();
            return code == null || detail == null ? null : new Fault(code, detail);
        }
    }

    static JobResponse of(Job j) {
        return new JobResponse(
                j.id().toString(),
                j.kind(),
                j.label(),
                j.priority(),
                StateName.of(j),
                j.position(),
                j.waitReason(),
                new Progress(j.done(), j.total(), j.unit()),
                j.attempt(),
                j.maxAttempts(),
                j.worker(),
                j.cancelRequested(),
                Fault.of(j),
                j.createdAt(),
                j.startedAt(),
                j.endedAt(),
                j.lost(),
                j.tries(),
                j.estimatedStart());
    }
}
