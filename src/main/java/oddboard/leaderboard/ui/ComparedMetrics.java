package oddboard.leaderboard.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.ui.AucText;
import oddboard.ui.Column;
import oddboard.ui.Html;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;

/** All metrics of the compared entries; the best of each column in bold. */
final class ComparedMetrics extends Panel {
    private static final long serialVersionUID = 1L;
    private static final List<BoardColumn> COLUMNS = List.of(
            BoardColumn.AUC,
            BoardColumn.AP,
            BoardColumn.F1,
            BoardColumn.FPR95,
            BoardColumn.PARTIAL,
            BoardColumn.PIXEL,
            BoardColumn.AUPRO,
            BoardColumn.AUPRO_5,
            BoardColumn.RATE,
            BoardColumn.TIME,
            BoardColumn.PARAMETERS);

    ComparedMetrics(Compared compared) {
        super("");
        flush();
        var columns = COLUMNS.stream()
                .filter(c -> compared.entries().stream().anyMatch(e -> c.number(e) != null))
                .toList();
        var all = new ArrayList<Column<Entry>>();
        all.add(Column.<Entry>of(
                        "Run", (cell, entry) -> cell.add(compared.dot(entry)).text(entry.name()))
                .styled("odd-table__wrap"));
        all.add(Column.text("Detector", Entry::detector));
        columns.forEach(column ->
                all.add(Column.<Entry>of(column.title(), (cell, entry) -> cell.add(metric(column, entry, compared)))
                        .num()));
        var table = new MarkupTable<Entry>("Metrics", all).styled("odd-compare-table");
        table.show(compared.entries());
        add(table);
    }

    private static Html metric(BoardColumn column, Entry entry, Compared compared) {
        return column == BoardColumn.AUC
                ? AucText.html(entry.metrics())
                : new Html("span", isBest(column, entry, compared.entries()) ? "odd-strong" : "")
                        .text(column.text(entry));
    }

    private static boolean isBest(BoardColumn column, Entry entry, List<Entry> all) {
        Double own = column.number(entry);
        return own != null
                && all.stream()
                        .map(column::number)
                        .filter(Objects::nonNull)
                        .allMatch(other -> column.lowFirst() ? own <= other : own >= other);
    }
}
