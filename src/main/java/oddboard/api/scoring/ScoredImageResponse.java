package oddboard.api.scoring;

import java.time.Instant;
import oddboard.api.Fields;
import oddboard.scoring.ScoredImage;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringRoutes;
import org.jspecify.annotations.Nullable;

/** {@code rank} 1 has the highest score of all; null where the order does not tell it. */
record ScoredImageResponse(
        @Nullable Integer rank,
        int index,
        String file,
        @Nullable String sha256,
        @Nullable Double score,
        @Nullable Double calibrated,
        @Nullable String outcome,
        @Nullable ImageError error,
        @Nullable VerdictResponse verdict,
        @Nullable ImageLinks links) {

    record ImageError(String code, String detail) {}

    record VerdictResponse(String verdict, String type, String note, String user, Instant at) {}

    /** {@code map} null where it was not kept. */
    record ImageLinks(String image, @Nullable String map) {}

    static ScoredImageResponse of(Scoring scoring, ScoredImage image, @Nullable Integer rank) {
        Scoring.AppliedThreshold threshold = scoring.threshold();
        Double score = image.score();
        ScoredImage.Verdict verdict = image.verdict();
        return new ScoredImageResponse(
                score == null ? null : rank,
                image.index(),
                image.file(),
                image.sha256(),
                score,
                score == null || threshold == null ? null : Double.valueOf(threshold.calibrated(score)),
                score == null || threshold == null ? null : Fields.spelled(threshold.outcome(score)),
                image.fault() == null
                        ? null
                        : new ImageError(image.fault().code(), image.fault().detail()),
                verdict == null
                        ? null
                        : new VerdictResponse(
                                Fields.spelled(verdict.kind()),
                                verdict.type(),
                                verdict.note(),
                                verdict.byName(),
                                verdict.at()),
                score == null
                        ? null
                        : new ImageLinks(
                                ScoringRoutes.imagePng(scoring, image.index()),
                                image.hasMap() ? ScoringRoutes.mapPng(scoring, image.index()) : null));
    }
}
