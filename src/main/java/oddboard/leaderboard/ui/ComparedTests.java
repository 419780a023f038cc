package oddboard.leaderboard.ui;

import java.util.ArrayList;
import java.util.Locale;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.metric.DeLong;
import oddboard.ui.Column;
import oddboard.ui.Html;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;

/** Every pair of the compared entries by DeLong's test. */
final class ComparedTests extends Panel {
    private static final long serialVersionUID = 1L;
    private static final double SIGNIFICANT = 0.05;
    private static final double TINY = 0.0001;

    ComparedTests(Compared compared) {
        super("Are they significantly different?");
        setNote("p by DeLong's test; bold where below 0.05, not corrected for several comparisons");
        flush();
        var columns = new ArrayList<Column<Entry>>();
        columns.add(Column.<Entry>of(
                        "", (cell, entry) -> cell.add(compared.dot(entry)).text(entry.name()))
                .rowHeader());
        for (Entry other : compared.entries()) {
            columns.add(Column.<Entry>of(other.name(), (cell, entry) -> test(cell, compared, entry, other))
                    .num()
                    .heading(compared.dot(other)));
        }
        var table = new MarkupTable<Entry>("Are they significantly different?", columns).styled("odd-test-table");
        table.show(compared.entries());
        add(table);
    }

    private static void test(Html cell, Compared compared, Entry entry, Entry other) {
        if (other.id().equals(entry.id()) || other.auroc() == null || entry.auroc() == null) {
            return;
        }
        var test = DeLong.compare(compared.evaluated(entry), compared.evaluated(other), compared.anomalous());
        double margin = test.margin();
        cell.add(new Html("span", test.p() < SIGNIFICANT ? "odd-strong" : "")
                .attr(
                        "title",
                        String.format(
                                Locale.ROOT,
                                "AUC of %s minus that of %s: %+.4f%s",
                                entry.name(),
                                other.name(),
                                test.difference(),
                                Double.isNaN(margin) ? "" : String.format(Locale.ROOT, " ± %.4f (95 %%)", margin)))
                .text(test.p() < TINY ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", test.p())));
    }
}
