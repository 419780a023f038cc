package oddboard.leaderboard.ui;

import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.metric.DeLong;
import oddboard.ui.Palette;
import oddboard.ui.Panel;
import oddboard.ui.Scroll;

/** Every pair of the compared entries by DeLong's test. */
final class ComparedTests extends Panel {
    private static final long serialVersionUID = 1L;
    private static final double SIGNIFICANT = 0.05;
    private static final double TINY = 0.0001;

    ComparedTests(Compared compared) {
        super("Can they be told apart?");
        setNote("p by DeLong's test; bold where below 0.05, not corrected for several comparisons");
        flush();
        var entries = compared.entries();
        var table = new NativeTable();
        table.addClassNames("odd-table", "odd-test-table");
        var head = new NativeTableRow();
        head.add(new NativeTableHeaderCell(""));
        for (Entry entry : entries) {
            var dot = CompareView.dot(Palette.css(compared.color(entry)));
            var cell = new NativeTableHeaderCell(dot);
            cell.getElement().setAttribute("scope", "col").setAttribute("aria-label", entry.name()).setAttribute("title", entry.name());
            cell.addClassName("odd-num");
            head.add(cell);
        }
        table.getHead().add(head);
        for (Entry row : entries) {
            table.getBody().add(row(compared, row));
        }
        add(new Scroll("Can they be told apart?", table));
    }

    private static NativeTableRow row(Compared compared, Entry entry) {
        var name = new NativeTableHeaderCell(CompareView.dot(Palette.css(compared.color(entry))), new Span(entry.name()));
        name.getElement().setAttribute("scope", "row");
        var row = new NativeTableRow();
        row.add(name);
        for (Entry other : compared.entries()) {
            var cell = new NativeTableCell();
            cell.addClassName("odd-num");
            if (!other.id().equals(entry.id()) && other.auroc() != null && entry.auroc() != null) {
                var test = DeLong.compare(compared.judged(entry), compared.judged(other), compared.anomalous());
                var p = new Span(test.p() < TINY ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", test.p()));
                p.setTitle(String.format(Locale.ROOT, "AUC of %s minus that of %s: %+.4f", entry.name(), other.name(), test.difference()));
                p.setClassName("odd-strong", test.p() < SIGNIFICANT);
                cell.add(p);
            }
            row.add(cell);
        }
        return row;
    }
}
