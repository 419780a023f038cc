package oddboard.evaluation;

import java.util.List;
import oddboard.dataset.Labels;
import oddboard.metric.DeLong;
import oddboard.metric.OperatingPoints;
import oddboard.metric.PartialAuc;
import oddboard.metric.PrecisionRecall;
import oddboard.metric.TypeAuc;
import oddboard.run.Chance;
import oddboard.run.Run;

/** Scores against labels; what boards and pages show of them. */
public final class Evaluator {
    private static final double PARTIAL = 0.1;
    private static final double RECALL = 0.95;

    private Evaluator() {}

    /** By the labels that are known; the AUC's are null where these have one class alone. */
    public static Run.Metrics metrics(double[] all, Labels labels, double scoreSeconds) {
        double[] scores = labels.evaluated(all);
        boolean[] anomalous = labels.evaluating().anomalous();
        if (!hasBothClasses(anomalous)) {
            return new Run.Metrics(
                    labels.number(),
                    null,
                    null,
                    null,
                    null,
                    scoreSeconds,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    labels.part(),
                    anomalous.length,
                    List.of());
        }
        DeLong.Interval auc = DeLong.interval(scores, anomalous);
        double precision = PrecisionRecall.of(scores, anomalous).averagePrecision();
        OperatingPoints points = OperatingPoints.of(scores, anomalous);
        OperatingPoints.Point best = points.bestF1();
        return new Run.Metrics(
                labels.number(),
                auc.auc(),
                auc.low(),
                auc.high(),
                precision,
                scoreSeconds,
                best.f1(),
                best.threshold(),
                points.recallAtLeast(RECALL).falseAlarmRate(),
                PartialAuc.of(points, PARTIAL),
                null,
                null,
                null,
                labels.part(),
                anomalous.length,
                weakTypes(scores, labels.evaluating()));
    }

    private static List<String> weakTypes(double[] scores, Labels labels) {
        List<TypeAuc> types = TypeAuc.of(scores, labels.anomalous(), labels.type());
        return types.size() < 2
                ? List.of()
                : types.stream()
                        .filter(t -> Chance.of(t.auc().low(), t.auc().high()) != Chance.BETTER)
                        .map(t -> t.type().isEmpty() ? "of no named type" : t.type())
                        .toList();
    }

    static boolean hasBothClasses(boolean[] anomalous) {
        int anomalies = 0;
        for (boolean label : anomalous) {
            anomalies += label ? 1 : 0;
        }
        return anomalies > 0 && anomalies < anomalous.length;
    }
}
