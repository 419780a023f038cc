package oddboard.api.scoring;

import java.time.Instant;
import oddboard.api.Fields;
import oddboard.scoring.Drift;
import oddboard.scoring.Scoring;
import org.jspecify.annotations.Nullable;

/** A scoring job as the API shows it. */
record ScoringResponse(
        String id,
        String job,
        String name,
        String state,
        Resolved resolved,
        String dataset,
        @Nullable String version,
        @Nullable String source,
        @Nullable String split,
        @Nullable AppliedThreshold threshold,
        String maps,
        ScoringCounts counts,
        ScoringProgress progress,
        ScoringDrift drift,
        @Nullable ScoringError error,
        String user,
        Instant createdAt) {

    /** The version of a model that scores, as the alias meant when the job was queued. */
    record Resolved(
            String name,
            int version,
            String sha256,
            @Nullable String alias) {}

    record AppliedThreshold(
            @Nullable String id, double value, @Nullable Double look, double scale) {}

    record ScoringCounts(int total, int done, int failed, int flagged, int look, int passed, int verdicts) {}

    record ScoringProgress(long done, long total) {}

    record ScoringDrift(
            @Nullable Double psi,
            @Nullable Double flaggedRate,
            @Nullable Double brightness,
            @Nullable Double contrast,
            @Nullable Double sharpness,
            @Nullable ScoringReference reference) {
        static ScoringDrift of(@Nullable Drift drift, @Nullable Double flaggedRate) {
            return drift == null
                    ? new ScoringDrift(null, flaggedRate, null, null, null, null)
                    : new ScoringDrift(
                            number(drift.index(Drift.Measure.SCORE)),
                            flaggedRate,
                            number(drift.index(Drift.Measure.BRIGHTNESS)),
                            number(drift.index(Drift.Measure.CONTRAST)),
                            number(drift.index(Drift.Measure.SHARPNESS)),
                            new ScoringReference(
                                    drift.reference().brightness().count(), number(drift.referenceFlagged())));
        }

        private static @Nullable Double number(double value) {
            return Double.isNaN(value) ? null : value;
        }
    }

    record ScoringReference(int images, @Nullable Double flaggedRate) {}

    record ScoringError(String code, String detail) {}

    static ScoringResponse of(Scoring scoring, @Nullable Drift drift) {
        Scoring.Counts counts = scoring.counts();
        Scoring.AppliedThreshold threshold = scoring.threshold();
        var failure = scoring.job().failure();
        int scored = counts.done() - counts.failed();
        return new ScoringResponse(
                scoring.id().toString(),
                scoring.job().id().toString(),
                scoring.name(),
                scoring.job().state().name(),
                new Resolved(
                        scoring.model().name(),
                        scoring.model().version(),
                        scoring.model().sha256(),
                        scoring.model().alias().isEmpty()
                                ? null
                                : scoring.model().alias()),
                scoring.dataset().toString(),
                scoring.version() == null ? null : scoring.version().toString(),
                scoring.source(),
                scoring.version() == null ? null : Fields.spelled(scoring.split()),
                threshold == null
                        ? null
                        : new AppliedThreshold(
                                threshold.id() == null ? null : threshold.id().toString(),
                                threshold.value(),
                                threshold.look(),
                                threshold.scale()),
                Fields.spelled(scoring.maps()),
                new ScoringCounts(
                        counts.total(),
                        counts.done(),
                        counts.failed(),
                        counts.flagged(),
                        counts.looks(),
                        counts.passed(),
                        counts.verdicts()),
                new ScoringProgress(counts.done(), counts.total()),
                ScoringDrift.of(drift, threshold == null || scored == 0 ? null : (double) counts.flagged() / scored),
                failure == null ? null : new ScoringError(failure.code(), failure.detail()),
                scoring.byName(),
                scoring.createdAt());
    }
}
