package oddboard.evaluation;

import oddboard.dataset.Labels;
import oddboard.metric.DeLong;
import oddboard.metric.OperatingPoints;
import oddboard.metric.PartialAuc;
import oddboard.metric.PrecisionRecall;
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
                    labels.part(),
                    anomalous.length);
        }
        DeLong.Interval auc = DeLong.interval(scores, anomalous);
        double precision = PrecisionRecall.of(scores, anomalous).averagePrecision();
        OperatingPoints cuts = OperatingPoints.of(scores, anomalous);
        OperatingPoints.Cut best = cuts.bestF1();
        return new Run.Metrics(
                labels.number(),
                auc.auc(),
                auc.low(),
                auc.high(),
                precision,
                scoreSeconds,
                best.f1(),
                best.threshold(),
                cuts.recallAtLeast(RECALL).falseAlarmRate(),
                PartialAuc.of(cuts, PARTIAL),
                null,
                null,
                labels.part(),
                anomalous.length);
    }

    static boolean hasBothClasses(boolean[] anomalous) {
        int anomalies = 0;
        for (boolean label : anomalous) {
            anomalies += label ? 1 : 0;
        }
        return anomalies > 0 && anomalies < anomalous.length;
    }
}
