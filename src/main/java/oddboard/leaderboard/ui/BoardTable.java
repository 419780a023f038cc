package oddboard.leaderboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import oddboard.leaderboard.BoardRoutes;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.ui.AucText;
import oddboard.run.ui.MoreButton;
import oddboard.ui.Palette;
import org.jspecify.annotations.Nullable;

/** The board itself, with the data set's baselines as lines at their place; more rows come as one scrolls. */
final class BoardTable extends Div {
    private static final long serialVersionUID = 1L;
    static final int PAGE = 40;
    /** About what a window shows: the page is empty until the first rows are made, the more the longer. */
    private static final int FIRST = 20;
    private static final int MEDALS = 3;
    private final NativeTable table = new NativeTable();
    private final MoreButton more = new MoreButton(this::more);
    private final transient Consumer<EntryId> toggled;
    private final transient Consumer<@Nullable BoardSort> sorted;
    private final transient Function<List<Entry>, Set<EntryId>> ties;
    private final transient Map<EntryId, NativeTableRow> rows = new HashMap<>();
    private final transient Map<EntryId, NativeButton> dots = new HashMap<>();
    private final transient Set<EntryId> tied = new HashSet<>();
    private transient List<BoardRow> board = List.of();
    private transient List<BoardColumn> columns = List.of();
    private transient Map<EntryId, Integer> colors = Map.of();
    private transient Leaderboard whole = new Leaderboard(List.of());
    private int shown;

    /**
     * @param toggled told of an entry that is to be selected, or no longer
     * @param sorted told of another order; null = by rank
     * @param ties which of some entries can't be told from the best
     */
    BoardTable(Consumer<EntryId> toggled, Consumer<@Nullable BoardSort> sorted, Function<List<Entry>, Set<EntryId>> ties) {
        this.toggled = toggled;
        this.sorted = sorted;
        this.ties = ties;
        table.addClassNames("odd-table", "board-table");
        var scroll = new Div(table);
        scroll.addClassName("odd-scroll");
        addClassName("board-rows");
        add(scroll, more);
    }

    /** @param whole of which these are rows */
    void show(List<BoardRow> board, List<BoardColumn> columns, @Nullable BoardSort sort, Leaderboard whole) {
        this.whole = whole;
        this.board = board;
        this.columns = columns;
        table.getHead().removeAll();
        table.getHead().add(new BoardHead(columns, sort, sorted));
        table.getBody().removeAll();
        rows.clear();
        dots.clear();
        tied.clear();
        shown = 0;
        more();
    }

    private void more() {
        var next = board.subList(shown, Math.min(board.size(), shown + (shown == 0 ? FIRST : PAGE)));
        tied.addAll(ties.apply(next.stream()
                .flatMap(r -> r instanceof BoardRow.Placed p ? Stream.of(p.entry()) : Stream.empty())
                .toList()));
        for (BoardRow row : next) {
            table.getBody().add(switch (row) {
                case BoardRow.Placed placed -> entry(placed.entry());
                case BoardRow.Line line -> baseline(line);
                case BoardRow.Seeds seeds -> seeds(seeds);
            });
        }
        shown += next.size();
        more.show(shown, board.size());
        select(colors);
    }

    /** Shows which entries are selected, and in which colour. */
    void select(Map<EntryId, Integer> colors) {
        this.colors = colors;
        rows.forEach((id, row) -> {
            Integer color = colors.get(id);
            row.setClassName("selected", color != null);
            var dot = Objects.requireNonNull(dots.get(id));
            dot.getStyle().set("--board-color", color == null ? "transparent" : Palette.css(color));
            dot.getElement().setAttribute("aria-checked", Boolean.toString(color != null));
        });
    }

    private NativeTableRow entry(Entry entry) {
        boolean equal = tied.contains(entry.id()) && entry.rank() > 1;
        var row = row(entry, equal ? "1=" : Integer.toString(entry.rank()), entry.rank());
        row.add(cell(name(entry, ""), "name"));
        for (BoardColumn column : columns) {
            row.add(cell(column, column == BoardColumn.AUC ? AucText.of(entry.metrics()) : new Span(column.text(entry))));
        }
        return row;
    }

    private NativeTableRow seeds(BoardRow.Seeds seeds) {
        var best = seeds.best();
        int count = seeds.entries().size();
        var row = row(best, Integer.toString(seeds.place()), seeds.place());
        row.add(cell(name(best, count > 1 ? count + " seeds" : ""), "name"));
        for (BoardColumn column : columns) {
            row.add(cell(column, seeds(seeds, column)));
        }
        return row;
    }

    private static Span seeds(BoardRow.Seeds seeds, BoardColumn column) {
        Double mean = seeds.mean(column);
        if (seeds.entries().size() < 2) {
            return column == BoardColumn.AUC ? AucText.of(seeds.best().metrics()) : new Span(column.text(seeds.best()));
        }
        if (!column.isFigure() || column == BoardColumn.SEED) {
            var words = seeds.entries().stream().map(column::text).distinct().toList();
            return new Span(words.size() == 1 ? words.getFirst() : words.size() + " different");
        }
        Double spread = seeds.spread(column);
        if (column != BoardColumn.AUC || mean == null || spread == null) {
            return new Span(column.text(mean));
        }
        var strong = new Span(column.text(mean));
        strong.addClassName("odd-strong");
        var around = new Span(String.format(Locale.ROOT, "± %.4f", spread));
        around.addClassName("ci");
        around.setTitle("standard deviation over " + seeds.entries().size() + " seeds");
        var text = new Span(strong, around);
        text.addClassName("auc");
        return text;
    }

    private NativeTableRow row(Entry entry, String rank, int place) {
        var dot = new NativeButton("", e -> toggled.accept(entry.id()));
        dot.addClassName("board-dot");
        dot.getElement().setAttribute("role", "checkbox");
        dot.setAriaLabel("Select " + entry.name());
        var number = new Span(rank);
        if (place <= MEDALS && entry.auroc() != null) {
            number.addClassNames("medal", "medal-" + place);
        }
        var row = new NativeTableRow();
        var rankCell = cell(number, "num");
        Integer shift = whole.shift(entry);
        if (shift != null) {
            rankCell.add(ShiftTag.of(shift));
        }
        row.add(cell(dot, "board-select"), rankCell);
        rows.put(entry.id(), row);
        dots.put(entry.id(), dot);
        return row;
    }

    /** The name, and on narrow pages what the hidden columns would say. */
    private static Span name(Entry entry, String note) {
        var link = new Span(new Anchor(BoardRoutes.entry(entry.id()), entry.name()));
        if (!note.isEmpty()) {
            var more = new Span(note);
            more.addClassName("odd-note");
            more.addClassName("board-note");
            link.add(more);
        }
        var about = new Span(entry.detector() + " · " + entry.byName());
        about.addClassNames("odd-note", "narrow");
        link.add(about);
        return link;
    }

    private NativeTableRow baseline(BoardRow.Line line) {
        var name = new Span(line.baseline().name() + " " + String.format(Locale.ROOT, "%.5f", line.baseline().auroc()));
        var reached = new Span(line.reached() == 0 ? "not reached yet" : "reached by " + line.reached());
        reached.addClassName("board-reached");
        var text = new NativeTableCell(name, reached);
        text.getElement().setAttribute("colspan", Integer.toString(columns.size() + 1));
        var row = new NativeTableRow();
        row.add(new NativeTableCell(), new NativeTableCell(), text);
        row.addClassName("line");
        return row;
    }

    private static NativeTableCell cell(BoardColumn column, Component content) {
        var cell = cell(content, "col");
        cell.addClassName("col-" + column.word());
        cell.setClassName("num", column.isFigure());
        return cell;
    }

    private static NativeTableCell cell(Component content, String className) {
        var cell = new NativeTableCell(content);
        cell.addClassName(className);
        return cell;
    }

    /** The titles, each of which orders the board by its column. */
    private static final class BoardHead extends NativeTableRow {
        private static final long serialVersionUID = 1L;
        private final transient @Nullable BoardSort sort;
        private final transient Consumer<@Nullable BoardSort> sorted;

        BoardHead(List<BoardColumn> columns, @Nullable BoardSort sort, Consumer<@Nullable BoardSort> sorted) {
            this.sort = sort;
            this.sorted = sorted;
            var curve = new NativeTableHeaderCell();
            curve.getElement().setAttribute("aria-label", "Select");
            var rank = title("Rank", sort == null, "ascending", () -> sorted.accept(null));
            rank.addClassName("num");
            add(curve, rank, title("Run", null));
            columns.forEach(c -> {
                var cell = title(c.title(), c);
                cell.addClassNames("col", "col-" + c.word());
                cell.setClassName("num", c.isFigure());
                add(cell);
            });
        }

        private NativeTableHeaderCell title(String title, @Nullable BoardColumn column) {
            BoardSort now = sort;
            boolean on = now != null && now.column() == column;
            return title(title, on, on && now.rising() ? "ascending" : "descending",
                    () -> sorted.accept(on ? now.turned() : BoardSort.first(column)));
        }

        private static NativeTableHeaderCell title(String title, boolean on, String direction, Runnable chosen) {
            var button = new NativeButton(title, e -> chosen.run());
            button.addClassName("sort-button");
            var cell = new NativeTableHeaderCell(button);
            cell.getElement().setAttribute("scope", "col");
            if (on) {
                cell.getElement().setAttribute("aria-sort", direction);
            }
            return cell;
        }
    }
}
