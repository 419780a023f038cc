package oddboard.leaderboard.ui;

import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Objects;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.ui.AucText;
import oddboard.run.ui.Rows;
import oddboard.ui.Palette;
import oddboard.ui.Panel;
import oddboard.ui.Scroll;

/** All figures of the compared entries; the best of each column in bold. */
final class ComparedFigures extends Panel {
    private static final long serialVersionUID = 1L;
    private static final List<BoardColumn> COLUMNS = List.of(BoardColumn.AUC, BoardColumn.AP, BoardColumn.F1, BoardColumn.FPR95,
            BoardColumn.PARTIAL, BoardColumn.PIXEL, BoardColumn.AUPRO, BoardColumn.RATE, BoardColumn.TIME, BoardColumn.PARAMETERS);

    ComparedFigures(Compared compared) {
        super("");
        flush();
        var columns = COLUMNS.stream().filter(c -> compared.entries().stream().anyMatch(e -> c.number(e) != null)).toList();
        var table = new NativeTable();
        table.addClassNames("odd-table", "odd-compare-table");
        Rows.head(table, "Run", "Detector");
        for (BoardColumn column : columns) {
            var title = new NativeTableHeaderCell(column.title());
            title.addClassName("odd-num");
            title.getElement().setAttribute("scope", "col");
            ((NativeTableRow) table.getHead().getChildren().findFirst().orElseThrow()).add(title);
        }
        for (Entry entry : compared.entries()) {
            var row = Rows.row(table, new Span(CompareView.dot(Palette.css(compared.color(entry))), new Span(entry.name())),
                    new Span(entry.detector()));
            for (BoardColumn column : columns) {
                var value = column == BoardColumn.AUC ? AucText.of(entry.metrics()) : new Span(column.text(entry));
                if (column != BoardColumn.AUC && isBest(column, entry, compared.entries())) {
                    value.addClassName("odd-strong");
                }
                var cell = new NativeTableCell(value);
                cell.addClassName("odd-num");
                row.add(cell);
            }
        }
        add(new Scroll("Figures", table));
    }

    private static boolean isBest(BoardColumn column, Entry entry, List<Entry> all) {
        Double own = column.number(entry);
        return own != null && all.stream().map(column::number).filter(Objects::nonNull)
                .allMatch(other -> column.lowFirst() ? own <= other : own >= other);
    }
}
