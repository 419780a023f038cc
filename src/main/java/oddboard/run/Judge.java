package oddboard.run;

import oddboard.dataset.Labels;
import oddboard.metric.DeLong;
import oddboard.metric.PrecisionRecall;

/** Scores against labels. */
final class Judge {
    private Judge() {}

    /** The AUC's are null where the labels have one class alone. */
    static Run.Metrics metrics(double[] scores, Labels labels, double scoreSeconds) {
        boolean[] anomalous = labels.anomalous();
        int anomalies = 0;
        for (boolean label : anomalous) {
            anomalies += label ? 1 : 0;
        }
        if (anomalies == 0 || anomalies == anomalous.length) {
            return new Run.Metrics(labels.number(), null, null, null, null, scoreSeconds);
        }
        DeLong.Interval auc = DeLong.interval(scores, anomalous);
        double precision = PrecisionRecall.of(scores, anomalous).averagePrecision();
        return new Run.Metrics(labels.number(), auc.auc(), auc.low(), auc.high(), precision, scoreSeconds);
    }
}
