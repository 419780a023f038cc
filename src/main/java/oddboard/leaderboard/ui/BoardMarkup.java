package oddboard.leaderboard.ui;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import oddboard.leaderboard.BoardRoutes;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.ui.AucText;
import oddboard.ui.Html;
import oddboard.ui.MarkupRows;
import oddboard.ui.Palette;
import org.jspecify.annotations.Nullable;

/**
 * The board's rows as markup.
 *
 * @param whole of which these are rows
 * @param tied those that can't be told from the best
 * @param colors of the selected ones
 */
record BoardMarkup(List<BoardColumn> columns, Leaderboard whole, Set<EntryId> tied, Map<EntryId, Integer> colors) {
    static final String SELECT = "select";
    /** Before the word of an order; alone for that of the ranks. */
    static final String SORT = "sort ";
    private static final int MEDALS = 3;

    static String head(List<BoardColumn> columns, @Nullable BoardSort sort) {
        var row = new Html("tr").add(new Html("th").attr("aria-label", "Select"))
                .add(title("Rank", "odd-num", sort == null ? "ascending" : "", ""))
                .add(title("Run", "", sort, null));
        columns.forEach(c -> row.add(title(c.title(), "odd-board__col odd-board__col--" + c.word() + (c.isFigure() ? " odd-num" : ""), sort, c)));
        return row.toString();
    }

    private static Html title(String title, String className, @Nullable BoardSort now, @Nullable BoardColumn column) {
        if (now == null || now.column() != column) {
            return title(title, className, "", BoardSort.first(column).word());
        }
        return title(title, className, now.rising() ? "ascending" : "descending", now.turned().word());
    }

    /** @param direction "" where the board is in another order */
    private static Html title(String title, String className, String direction, String next) {
        var cell = new Html("th", className).attr("scope", "col");
        return (direction.isEmpty() ? cell : cell.attr("aria-sort", direction))
                .add(new Html("button", "odd-sort").attr("type", "button").attr(MarkupRows.DO, SORT + next).text(title));
    }

    String row(BoardRow row) {
        return switch (row) {
            case BoardRow.Placed placed -> entry(placed.entry());
            case BoardRow.Line line -> baseline(line);
            case BoardRow.Seeds seeds -> seeds(seeds);
        };
    }

    private String entry(Entry entry) {
        boolean equal = tied.contains(entry.id()) && entry.rank() > 1;
        var row = start(entry, equal ? "1=" : Integer.toString(entry.rank()), entry.rank()).add(name(entry, ""));
        for (BoardColumn column : columns) {
            row.add(cell(column).add(column == BoardColumn.AUC ? AucText.html(entry.metrics())
                    : new Html("span").text(column.text(entry))));
        }
        return row.toString();
    }

    private String seeds(BoardRow.Seeds seeds) {
        var best = seeds.best();
        int count = seeds.entries().size();
        var row = start(best, Integer.toString(seeds.place()), seeds.place()).add(name(best, count > 1 ? count + " seeds" : ""));
        columns.forEach(column -> row.add(cell(column).add(seeds(seeds, column))));
        return row.toString();
    }

    private static Html seeds(BoardRow.Seeds seeds, BoardColumn column) {
        Double mean = seeds.mean(column);
        if (seeds.entries().size() < 2) {
            return column == BoardColumn.AUC ? AucText.html(seeds.best().metrics()) : new Html("span").text(column.text(seeds.best()));
        }
        if (!column.isFigure() || column == BoardColumn.SEED) {
            var words = seeds.entries().stream().map(column::text).distinct().toList();
            return new Html("span").text(words.size() == 1 ? words.getFirst() : words.size() + " different");
        }
        Double spread = seeds.spread(column);
        if (column != BoardColumn.AUC || mean == null || spread == null) {
            return new Html("span").text(column.text(mean));
        }
        return new Html("span").add("span", "odd-strong", column.text(mean)).add(new Html("span", "odd-ci")
                .attr("title", "standard deviation over " + seeds.entries().size() + " seeds")
                .text(String.format(Locale.ROOT, "± %.4f", spread)));
    }

    private Html start(Entry entry, String rank, int place) {
        Integer color = colors.get(entry.id());
        var dot = new Html("button", "odd-board__dot").attr("type", "button").attr("role", "checkbox")
                .attr("aria-label", "Select " + entry.name()).attr("aria-checked", Boolean.toString(color != null))
                .attr("style", "--board-color: " + (color == null ? "transparent" : Palette.css(color)))
                .attr(MarkupRows.DO, SELECT);
        boolean medal = place <= MEDALS && entry.auroc() != null;
        var number = new Html("td", "odd-num").add("span", medal ? "odd-medal odd-medal--" + place : "", rank);
        Integer shift = whole.shift(entry);
        if (shift != null) {
            number.add(ShiftTag.html(shift));
        }
        return new Html("tr", color == null ? "" : "odd-table__selected").add(new Html("td", "odd-board__select").add(dot)).add(number);
    }

    /** The name, and on narrow pages what the hidden columns would say. */
    private static Html name(Entry entry, String note) {
        var name = new Html("span").add(new Html("a").attr("href", BoardRoutes.entry(entry.id())).text(entry.name()));
        if (!note.isEmpty()) {
            name.add("span", "odd-note odd-board__note", note);
        }
        return new Html("td", "odd-table__name").add(name.add("span", "odd-note odd-phone-only", entry.detector() + " · " + entry.byName()));
    }

    private String baseline(BoardRow.Line line) {
        var text = new Html("td").attr("colspan", Integer.toString(columns.size() + 1))
                .add(new Html("span").text(line.baseline().name() + " " + String.format(Locale.ROOT, "%.5f", line.baseline().auroc())))
                .add("span", "odd-board__reached", line.reached() == 0 ? "not reached yet" : "reached by " + line.reached());
        return new Html("tr", "odd-table__line").add(new Html("td")).add(new Html("td")).add(text).toString();
    }

    private static Html cell(BoardColumn column) {
        return new Html("td", "odd-board__col odd-board__col--" + column.word() + (column.isFigure() ? " odd-num" : ""));
    }
}
