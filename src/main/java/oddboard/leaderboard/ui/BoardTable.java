package oddboard.leaderboard.ui;

import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.EntryLinks;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Ties;
import oddboard.run.ui.MoreButton;
import oddboard.ui.MarkupTable;
import org.jspecify.annotations.Nullable;

/** The board itself, with the data set's baselines as lines at their place; more rows come as one scrolls. */
final class BoardTable extends Div {
    private static final long serialVersionUID = 1L;
    static final int PAGE = 40;
    /** About what a window shows: the page is empty until the first rows are made, the more the longer. */
    private static final int FIRST = 20;

    private final MarkupTable<BoardRow> table = new MarkupTable<>("Leaderboard", BoardTable::key, List.of());
    private final MoreButton more = new MoreButton(this::more);
    private final transient Function<List<BoardRow>, Ties.Found> ties;
    private transient Ties.Found tied = Ties.Found.NOTHING;
    private final transient Supplier<Map<EntryId, EntryLinks.Link>> links;
    private transient List<BoardRow> board = List.of();
    private transient List<BoardColumn> columns = List.of();
    private transient @Nullable BoardSort sort;
    private transient Map<EntryId, Integer> colors = Map.of();
    private transient Leaderboard whole = new Leaderboard(List.of());
    private int shown;

    /**
     * @param toggled called with an entry that is to be selected, or no longer
     * @param sorted called with another order; null = by rank
     * @param ties which of some rows are not significantly different
     * @param links to what became of some
     */
    BoardTable(
            Consumer<EntryId> toggled,
            Consumer<@Nullable BoardSort> sorted,
            Function<List<BoardRow>, Ties.Found> ties,
            Supplier<Map<EntryId, EntryLinks.Link>> links) {
        this.ties = ties;
        this.links = links;
        table.styled("odd-board__table")
                .lines(2, BoardMarkup::line)
                .onSort(word -> sorted.accept(BoardSort.parse(word).orElse(null)))
                .on(BoardMarkup.SELECT, row -> {
                    if (!(row instanceof BoardRow.Line)) {
                        toggled.accept(BoardRow.entry(row).id());
                    }
                });
        addClassName("odd-board__rows");
        add(table, more);
    }

    /**
     * Rows of another board; they are drawn when {@link #select} says which are selected.
     *
     * @param whole of which these are rows
     */
    void show(List<BoardRow> board, List<BoardColumn> columns, @Nullable BoardSort sort, Leaderboard whole) {
        this.whole = whole;
        this.board = board;
        this.columns = columns;
        this.sort = sort;
        shown = 0;
        take(FIRST);
    }

    private void more() {
        take(PAGE);
        draw();
    }

    private void take(int rows) {
        shown = Math.min(board.size(), shown + rows);
        tied = ties.apply(board.subList(0, shown));
        more.show(shown, board.size());
    }

    /** Shows which entries are selected, and in which color. */
    void select(Map<EntryId, Integer> colors) {
        this.colors = colors;
        draw();
    }

    private void draw() {
        var markup = new BoardMarkup(whole, tied, colors, links.get());
        table.setColumns(markup.columns(columns, sort));
        table.eachRow(markup::row).show(board.subList(0, shown));
    }

    private static String key(BoardRow row) {
        return row instanceof BoardRow.Line line
                ? "line " + line.baseline().name()
                : BoardRow.entry(row).id().toString();
    }
}
