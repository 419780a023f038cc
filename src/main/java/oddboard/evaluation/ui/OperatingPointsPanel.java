package oddboard.evaluation.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import oddboard.metric.OperatingPoints;
import oddboard.run.Scores;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupRows;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;

/** Thresholds worth knowing, with what each makes of the images; one of them moves the slider. */
final class OperatingPointsPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final String MOVE = "move";
    private static final double[] RATES = {0.01, 0.05, 0.1};
    private static final double[] RECALLS = {0.9, 0.95, 0.99, 1};

    private record Row(String rule, OperatingPoints.Point point) {}

    OperatingPointsPanel(Scores scores, Ranking ranking, DoubleConsumer chosen) {
        super("Thresholds");
        addClassName("odd-panel--flush");
        var table = new MarkupTable<Row>(
                        "Thresholds",
                        List.of(
                                Column.<Row>text("Rule", Row::rule),
                                Column.<Row>of("Threshold", (cell, row) -> cell.add(at(row.point, ranking)))
                                        .num(),
                                share("Recall", OperatingPoints.Point::recall),
                                share("False-alarm rate", OperatingPoints.Point::falseAlarmRate),
                                share("Precision", OperatingPoints.Point::precision),
                                share("F1", OperatingPoints.Point::f1),
                                count("Found", OperatingPoints.Point::found),
                                count("False alarms", OperatingPoints.Point::falseAlarms),
                                count("Missed", OperatingPoints.Point::missed)))
                .on(MOVE, row -> chosen.accept(row.point.threshold()));
        var points = OperatingPoints.of(scores.scores(), scores.anomalous());
        var rows = new ArrayList<Row>();
        for (double rate : RATES) {
            rows.add(new Row("at most " + percent(rate) + " false alarms", points.falseAlarmsAtMost(rate)));
        }
        rows.add(new Row("best F1", points.bestF1()));
        for (double recall : RECALLS) {
            rows.add(new Row(
                    recall == 1 ? "all anomalous ones found" : "at least " + percent(recall) + " recall",
                    points.recallAtLeast(recall)));
        }
        table.show(rows);
        add(table);
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    private static Html at(OperatingPoints.Point point, Ranking ranking) {
        boolean none = Double.isInfinite(point.threshold());
        var button = new Html("button", "odd-link-button")
                .attr("type", "button")
                .attr("title", "Move the slider here")
                .attr(MarkupRows.DO, MOVE);
        return (none ? button.attr("disabled", "") : button).text(none ? "above all" : ranking.text(point.threshold()));
    }

    private static Column<Row> share(String title, ToDoubleFunction<OperatingPoints.Point> share) {
        return Column.number(title, row -> {
            double value = share.applyAsDouble(row.point);
            return Double.isNaN(value) ? "–" : Format.share(value);
        });
    }

    private static Column<Row> count(String title, ToIntFunction<OperatingPoints.Point> count) {
        return Column.number(title, row -> Format.count(count.applyAsInt(row.point)));
    }
}
