package oddboard.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import oddboard.dataset.Labels;
import oddboard.metric.OperatingPoints;
import oddboard.metric.PrecisionRecall;
import oddboard.metric.Proportion;
import oddboard.metric.Roc;
import oddboard.metric.TypeAuc;
import oddboard.report.ReportTable.Column;
import oddboard.run.Run;
import oddboard.ui.Format;
import oddboard.ui.Html;
import org.jspecify.annotations.Nullable;

/** How good scores are: metrics with their intervals, curves, types of anomaly and thresholds. */
final class Results {
    private static final int POINTS = 400;
    private static final double[] RATES = {0.01, 0.05, 0.1};
    private static final double[] RECALLS = {0.9, 0.95, 0.99, 1};

    private final String name;
    private final Run.Metrics metrics;
    private final double[] scores;
    private final Labels labels;

    /**
     * @param all scores of all test images
     * @param labels that the metrics use
     */
    Results(String name, Run.Metrics metrics, double[] all, Labels labels) {
        this.name = name;
        this.metrics = metrics;
        this.scores = labels.evaluated(all);
        this.labels = labels.evaluating();
    }

    void add(ReportDocument report) {
        if (metrics.auroc() == null) {
            report.section(
                    "Metrics",
                    ReportDocument.words("There is no AUC: the labels that count lack normal or anomalous images."));
            return;
        }
        OperatingPoints points = OperatingPoints.of(scores, labels.anomalous());
        report.section("Metrics", metrics());
        report.section("Curves", curves());
        report.section("Types of anomaly", types());
        report.section("Thresholds", thresholds(points));
    }

    private Html metrics() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "AUC",
                Words.share(metrics.auroc()),
                Words.interval(metrics.aurocLow(), metrics.aurocHigh()),
                "DeLong"));
        row(rows, "Average precision", metrics.averagePrecision(), "");
        row(rows, "Best F1", metrics.f1(), "at threshold " + Words.number(metrics.f1Threshold()));
        row(rows, "False positive rate at 95 % true positive rate", metrics.fprAtTpr95(), "");
        row(rows, "Partial AUC", metrics.partialAuc(), "up to 10 % false positives, McClish's standard");
        if (metrics.pixelAuroc() != null) {
            row(rows, "Pixel AUC", metrics.pixelAuroc(), "maps against masks");
            row(rows, "AUPRO", metrics.aupro(), "up to 30 % false positive pixels");
            row(rows, "AUPRO at 5 % FPR", metrics.auproAtFpr5(), "up to 5 % false positive pixels");
        }
        return ReportTable.of(
                "Metrics on " + Format.count(scores.length) + " labeled test images",
                List.of(
                        Column.text("Metric"),
                        Column.number("Value"),
                        Column.number("95 % interval"),
                        Column.text("How")),
                rows);
    }

    private static void row(List<List<String>> rows, String metric, @Nullable Double value, String how) {
        rows.add(List.of(metric, Words.share(value), Words.NONE, how));
    }

    private Html curves() {
        Roc roc = Roc.of(scores, labels.anomalous()).thinned(POINTS);
        PrecisionRecall whole = PrecisionRecall.of(scores, labels.anomalous());
        PrecisionRecall thin = whole.thinned(POINTS);
        return new Html("div", "pair")
                .add(CurveSvg.of(
                        "ROC",
                        "false positive rate",
                        "true positive rate",
                        List.of(new CurveSvg.Line(name, "AUC " + Words.share(metrics.auroc()), roc.fpr(), roc.tpr())),
                        true))
                .add(CurveSvg.of(
                        "Precision and recall",
                        "recall",
                        "precision",
                        List.of(new CurveSvg.Line(
                                name, "AP " + Format.auc(whole.averagePrecision()), thin.recall(), thin.precision())),
                        false));
    }

    private Html types() {
        String[] types =
                Arrays.stream(labels.type()).map(t -> t == null ? "" : t).toArray(String[]::new);
        return ReportTable.of(
                "Each type against all normal images, the hardest first",
                List.of(
                        Column.text("Type"),
                        Column.number("Images"),
                        Column.number("AUC"),
                        Column.number("95 % interval")),
                TypeAuc.of(scores, labels.anomalous(), types).stream()
                        .sorted(Comparator.comparingDouble(t -> t.auc().auc()))
                        .map(t -> List.of(
                                Kinds.name(t.type()),
                                Format.count(t.count()),
                                Format.auc(t.auc().auc()),
                                Format.interval(t.auc().low(), t.auc().high())))
                        .toList());
    }

    private static Html thresholds(OperatingPoints points) {
        List<List<String>> rows = new ArrayList<>();
        for (double rate : RATES) {
            rows.add(point("at most " + percent(rate) + " false alarms", points.falseAlarmsAtMost(rate)));
        }
        rows.add(point("best F1", points.bestF1()));
        for (double recall : RECALLS) {
            rows.add(point(
                    recall == 1 ? "all anomalous ones found" : "at least " + percent(recall) + " recall",
                    points.recallAtLeast(recall)));
        }
        return ReportTable.of(
                "What thresholds make of the test images, with exact 95 % intervals",
                List.of(
                        Column.text("Rule"),
                        Column.number("Threshold"),
                        Column.number("Recall"),
                        Column.number("False-alarm rate"),
                        Column.number("Precision"),
                        Column.number("Found"),
                        Column.number("False alarms"),
                        Column.number("Missed")),
                rows);
    }

    private static List<String> point(String rule, OperatingPoints.Point point) {
        return List.of(
                rule,
                Format.number(point.threshold()),
                with(Proportion.of(point.found(), point.found() + point.missed())),
                with(Proportion.of(point.falseAlarms(), point.falseAlarms() + point.passed())),
                Format.share(point.precision()),
                Format.count(point.found()),
                Format.count(point.falseAlarms()),
                Format.count(point.missed()));
    }

    private static String with(Proportion share) {
        return Format.share(share.rate()) + " (" + Format.share(share.low()) + " – " + Format.share(share.high()) + ")";
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
