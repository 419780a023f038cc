package oddboard.api.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import oddboard.api.Page;
import oddboard.common.InputException;
import oddboard.metric.Bootstrap;
import oddboard.metric.OperatingPoints;
import oddboard.metric.PrecisionRecall;
import oddboard.metric.Roc;
import oddboard.metric.ScoreHistogram;
import oddboard.metric.TypeAuc;
import oddboard.run.Run;
import oddboard.run.Scores;
import org.jspecify.annotations.Nullable;

/** What the metrics say about scores, of a run or of a submission. */
public final class Curves {
    private static final int MAX_POINTS = 100_000;
    private static final int MAX_BINS = 1000;
    private static final int MAX_RESAMPLES = 2000;
    private static final long BOOTSTRAP_SEED = 1;

    private Curves() {}

    /** The first threshold, above every score, is null: JSON has no infinity. */
    record RocPoint(double fpr, double tpr, @Nullable Double threshold) {}

    public record RocResponse(@Nullable Double auroc, List<RocPoint> points) {}

    record PrecisionRecallPoint(double recall, double precision, double threshold) {}

    public record PrecisionRecallResponse(@Nullable Double averagePrecision, List<PrecisionRecallPoint> points) {}

    public record HistogramResponse(double[] edges, int[] normal, int[] anomalous) {}

    /** One threshold with what it makes of the images; shares are null where nothing is there to be shared. */
    public record OperatingPointResponse(
            String rule,
            @Nullable Double threshold,
            int found,
            int falseAlarms,
            int missed,
            int passed,
            @Nullable Double recall,
            @Nullable Double falseAlarmRate,
            @Nullable Double precision,
            @Nullable Double f1) {
        static OperatingPointResponse of(String rule, OperatingPoints.Point c) {
            return new OperatingPointResponse(
                    rule,
                    finite(c.threshold()),
                    c.found(),
                    c.falseAlarms(),
                    c.missed(),
                    c.passed(),
                    finite(c.recall()),
                    finite(c.falseAlarmRate()),
                    finite(c.precision()),
                    finite(c.f1()));
        }
    }

    public record TypeResponse(String type, int count, double auroc, double aurocLow, double aurocHigh) {}

    record BootstrapResponse(double low, double high, int resamples) {}

    public record EvaluationResponse(
            Run.Metrics metrics,
            @Nullable Double tprAtFpr05,
            @Nullable BootstrapResponse bootstrap) {}

    public static RocResponse roc(Run.@Nullable Metrics metrics, Scores scores, int limit) {
        if (metrics == null || metrics.auroc() == null) {
            return new RocResponse(null, List.of());
        }
        Roc roc = Roc.of(scores.scores(), scores.anomalous()).thinned(Math.clamp(limit, 2, MAX_POINTS));
        List<RocPoint> points = new ArrayList<>();
        for (int i = 0; i < roc.fpr().length; i++) {
            points.add(new RocPoint(roc.fpr()[i], roc.tpr()[i], finite(roc.threshold()[i])));
        }
        return new RocResponse(metrics.auroc(), points);
    }

    public static PrecisionRecallResponse precisionRecall(Scores scores, int limit) {
        if (hasOneClass(scores)) {
            return new PrecisionRecallResponse(null, List.of());
        }
        PrecisionRecall whole = PrecisionRecall.of(scores.scores(), scores.anomalous());
        PrecisionRecall curve = whole.thinned(Math.clamp(limit, 2, MAX_POINTS));
        List<PrecisionRecallPoint> points = new ArrayList<>();
        for (int i = 0; i < curve.recall().length; i++) {
            points.add(new PrecisionRecallPoint(curve.recall()[i], curve.precision()[i], curve.threshold()[i]));
        }
        return new PrecisionRecallResponse(whole.averagePrecision(), points);
    }

    public static HistogramResponse histogram(Scores scores, int bins) {
        ScoreHistogram h = ScoreHistogram.of(scores.scores(), scores.anomalous(), Math.clamp(bins, 2, MAX_BINS));
        return new HistogramResponse(h.edges(), h.normal(), h.anomalous());
    }

    /** @param thresholds null = those worth knowing */
    public static Page<OperatingPointResponse> operatingPoints(Scores scores, double @Nullable [] thresholds) {
        if (hasOneClass(scores)) {
            return Page.all(List.of());
        }
        OperatingPoints points = OperatingPoints.of(scores.scores(), scores.anomalous());
        if (thresholds != null) {
            return Page.all(Arrays.stream(thresholds)
                    .mapToObj(t -> OperatingPointResponse.of("threshold", at(scores, t)))
                    .toList());
        }
        return Page.all(Stream.of(
                        OperatingPointResponse.of("falseAlarmsAtMost0.01", points.falseAlarmsAtMost(0.01)),
                        OperatingPointResponse.of("falseAlarmsAtMost0.05", points.falseAlarmsAtMost(0.05)),
                        OperatingPointResponse.of("falseAlarmsAtMost0.1", points.falseAlarmsAtMost(0.1)),
                        OperatingPointResponse.of("bestF1", points.bestF1()),
                        OperatingPointResponse.of("recallAtLeast0.9", points.recallAtLeast(0.9)),
                        OperatingPointResponse.of("recallAtLeast0.95", points.recallAtLeast(0.95)),
                        OperatingPointResponse.of("recallAtLeast0.99", points.recallAtLeast(0.99)),
                        OperatingPointResponse.of("recallAtLeast1", points.recallAtLeast(1)))
                .toList());
    }

    private static OperatingPoints.Point at(Scores scores, double threshold) {
        if (!Double.isFinite(threshold)) {
            throw new InputException("PARAMETER_INVALID", "", "threshold", "\"threshold\" must be a finite number.");
        }
        int[] counts = new int[4];
        for (int i = 0; i < scores.scores().length; i++) {
            counts[(scores.scores()[i] >= threshold ? 0 : 2) + (scores.anomalous()[i] ? 0 : 1)]++;
        }
        return new OperatingPoints.Point(threshold, counts[0], counts[1], counts[2], counts[3]);
    }

    public static Page<TypeResponse> types(Scores scores) {
        if (hasOneClass(scores)) {
            return Page.all(List.of());
        }
        String[] type =
                Arrays.stream(scores.type()).map(t -> t == null ? "" : t).toArray(String[]::new);
        return Page.all(TypeAuc.of(scores.scores(), scores.anomalous(), type).stream()
                .map(t -> new TypeResponse(
                        t.type(),
                        t.count(),
                        t.auc().auc(),
                        t.auc().low(),
                        t.auc().high()))
                .toList());
    }

    /** @param resamples 0 = no bootstrap */
    public static EvaluationResponse evaluation(Run.Metrics metrics, Scores scores, int resamples) {
        if (hasOneClass(scores)) {
            return new EvaluationResponse(metrics, null, null);
        }
        if (resamples != 0 && (resamples < 40 || resamples > MAX_RESAMPLES)) {
            throw new InputException(
                    "PARAMETER_INVALID",
                    "",
                    "resamples",
                    "\"resamples\" must be 0, or lie between 40 and 2,000, not " + resamples + ".");
        }
        Bootstrap.Interval drawn = resamples == 0
                ? null
                : Bootstrap.interval(scores.scores(), scores.anomalous(), resamples, BOOTSTRAP_SEED);
        return new EvaluationResponse(
                metrics,
                finite(OperatingPoints.of(scores.scores(), scores.anomalous())
                        .falseAlarmsAtMost(0.05)
                        .recall()),
                drawn == null ? null : new BootstrapResponse(drawn.low(), drawn.high(), resamples));
    }

    private static boolean hasOneClass(Scores scores) {
        boolean first = scores.anomalous().length > 0 && scores.anomalous()[0];
        for (boolean anomalous : scores.anomalous()) {
            if (anomalous != first) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
