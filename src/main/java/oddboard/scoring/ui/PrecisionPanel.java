package oddboard.scoring.ui;

import java.util.ArrayList;
import java.util.List;
import oddboard.metric.Proportion;
import oddboard.scoring.ReviewedScoring;
import oddboard.scoring.ScoringRoutes;
import oddboard.ui.Chart;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;

/** How many of a model's alarms reviewers confirmed, scoring by scoring. */
final class PrecisionPanel extends Panel {
    static final int SHOWN = 50;
    private static final long serialVersionUID = 1L;
    private static final int COLORS = 8;

    /** @param reviewed newest first, one at least */
    PrecisionPanel(List<ReviewedScoring> reviewed) {
        super("Reviewed alarms over time");
        setNote("precision is the share of the reviewed alarms that people confirm, with its exact 95 % interval");
        List<ReviewedScoring> known =
                reviewed.stream().filter(one -> one.precision() != null).toList();
        if (known.size() > 1) {
            Chart chart = new Chart("Precision of the alarms of each scoring, oldest first");
            chart.addClassName("odd-precision-chart");
            chart.showDots(dots(known), "scoring", "precision", false);
            add(chart);
        }
        MarkupTable<ReviewedScoring> table = new MarkupTable<ReviewedScoring>(
                        "Reviewed alarms",
                        one -> one.id().toString(),
                        List.of(
                                Column.of("Scoring", PrecisionPanel::name).rowHeader(),
                                Column.<ReviewedScoring>number("Flagged", s -> Format.count(s.flagged()))
                                        .labeled(),
                                Column.<ReviewedScoring>number("Confirmed", s -> Format.count(s.confirmed()))
                                        .labeled(),
                                Column.<ReviewedScoring>number(
                                                "False alarms", s -> Format.count(s.alarms() - s.confirmed()))
                                        .labeled(),
                                Column.<ReviewedScoring>number("Missed", s -> Format.count(s.missed()))
                                        .labeled(),
                                Column.<ReviewedScoring>number("Precision", PrecisionPanel::precision)
                                        .labeled()))
                .stacked();
        table.show(reviewed);
        add(table);
    }

    private static List<Chart.Dot> dots(List<ReviewedScoring> known) {
        List<Chart.Dot> dots = new ArrayList<>();
        for (ReviewedScoring one : known.reversed()) {
            Proportion precision = one.precision();
            if (precision != null) {
                dots.add(new Chart.Dot(
                        one.name().isEmpty() ? "scoring " + one.id() : one.name(),
                        dots.size() + 1,
                        precision.rate(),
                        one.version() % COLORS));
            }
        }
        return dots;
    }

    private static void name(Html cell, ReviewedScoring one) {
        cell.add(MarkupParts.link(
                        ScoringRoutes.scoring(one.id()), one.name().isEmpty() ? "Scoring " + one.id() : one.name()))
                .add(MarkupParts.note("version " + one.version() + ", " + Format.ago(one.at())));
    }

    private static String precision(ReviewedScoring one) {
        Proportion precision = one.precision();
        return precision == null
                ? "–"
                : Format.share(precision.rate()) + " (" + Format.share(precision.low()) + " to "
                        + Format.share(precision.high()) + ")";
    }
}
