package oddboard.leaderboard.ui;

import com.vaadin.flow.component.html.Div;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.ui.MoreButton;
import oddboard.ui.MarkupRows;
import org.jspecify.annotations.Nullable;

/** The board itself, with the data set's baselines as lines at their place; more rows come as one scrolls. */
final class BoardTable extends Div {
    private static final long serialVersionUID = 1L;
    static final int PAGE = 40;
    /** About what a window shows: the page is empty until the first rows are made, the more the longer. */
    private static final int FIRST = 20;
    private final MarkupRows table = MarkupRows.table("odd-table odd-board__table", this::asked);
    private final MoreButton more = new MoreButton(this::more);
    private final transient Consumer<EntryId> toggled;
    private final transient Consumer<@Nullable BoardSort> sorted;
    private final transient Function<List<Entry>, Set<EntryId>> ties;
    private final transient Map<String, EntryId> entries = new HashMap<>();
    private final transient Set<EntryId> tied = new HashSet<>();
    private transient List<BoardRow> board = List.of();
    private transient List<BoardColumn> columns = List.of();
    private transient @Nullable BoardSort sort;
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
        table.addClassName("odd-scroll");
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
        tied.clear();
        shown = 0;
        take(FIRST);
    }

    private void more() {
        take(PAGE);
        draw();
    }

    private void take(int rows) {
        var next = board.subList(shown, Math.min(board.size(), shown + rows));
        tied.addAll(ties.apply(next.stream()
                .flatMap(r -> r instanceof BoardRow.Placed p ? Stream.of(p.entry()) : Stream.empty())
                .toList()));
        shown += next.size();
        more.show(shown, board.size());
    }

    /** Shows which entries are selected, and in which colour. */
    void select(Map<EntryId, Integer> colors) {
        this.colors = colors;
        draw();
    }

    private void draw() {
        var markup = new BoardMarkup(columns, whole, tied, colors);
        var rows = new LinkedHashMap<String, String>();
        entries.clear();
        for (BoardRow row : board.subList(0, shown)) {
            EntryId id = switch (row) {
                case BoardRow.Placed placed -> placed.entry().id();
                case BoardRow.Seeds seeds -> seeds.best().id();
                case BoardRow.Line line -> null;
            };
            String key = id == null ? "line " + rows.size() : id.toString();
            if (id != null) {
                entries.put(key, id);
            }
            rows.put(key, markup.row(row));
        }
        table.show(BoardMarkup.head(columns, sort), rows);
    }

    private void asked(String what, String row) {
        EntryId entry = entries.get(row);
        if (what.startsWith(BoardMarkup.SORT)) {
            String word = what.substring(BoardMarkup.SORT.length());
            sorted.accept(BoardSort.parse(word).orElse(null));
        } else if (entry != null) {
            toggled.accept(entry);
        }
    }
}
