package oddboard.inbox.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import oddboard.inbox.InboxDrift.Point;
import oddboard.scoring.Drift.Measure;
import oddboard.ui.Chart;
import oddboard.ui.Panel;

/** Population stability index of each measure, and the flagged rate, over time. */
final class DriftPanel extends Panel {
    private static final long serialVersionUID = 1L;

    DriftPanel(List<Point> points, double limit) {
        super("Drift");
        setNote(String.format(
                Locale.ROOT,
                "population stability index against the training images: 0 = the same; a notice from %.2f on, unless"
                        + " few images explain it",
                limit));
        Chart chart = new Chart("Population stability index over time");
        List<Chart.Line> lines = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            lines.add(line(
                    measure.name().toLowerCase(Locale.ROOT),
                    points,
                    point -> point.drift().index(measure),
                    measure.ordinal()));
        }
        chart.showOverTime(lines, "population stability index", limit);
        add(chart);
        if (points.stream().anyMatch(point -> point.flagged() >= 0)) {
            Chart rate = new Chart("Flagged rate over time");
            rate.showOverTime(
                    List.of(line(
                            "flagged",
                            points,
                            point -> point.flagged() < 0 || point.images() == 0
                                    ? Double.NaN
                                    : (double) point.flagged() / point.images(),
                            Measure.values().length)),
                    "flagged rate",
                    Double.NaN);
            add(rate);
        }
    }

    private static Chart.Line line(String name, List<Point> points, ToDoubleFunction<Point> value, int color) {
        return new Chart.Line(
                name,
                points.stream().mapToDouble(point -> point.at().toEpochMilli()).toArray(),
                points.stream().mapToDouble(value).toArray(),
                color);
    }
}
