package oddboard.leaderboard.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import oddboard.leaderboard.BoardRoutes;
import oddboard.leaderboard.DifferingSettings;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.EntryLinks;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.leaderboard.Ties;
import oddboard.run.Chance;
import oddboard.run.RunRoutes;
import oddboard.run.ui.AucText;
import oddboard.run.ui.SettingText;
import oddboard.ui.Column;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupRows;
import oddboard.ui.Palette;
import org.jspecify.annotations.Nullable;

/**
 * The board's columns and lines as markup.
 *
 * @param whole of which the rows are a part
 * @param ties of the rows
 * @param colors of the selected ones
 * @param links to what became of some
 */
record BoardMarkup(
        Leaderboard whole, Ties.Found ties, Map<EntryId, Integer> colors, Map<EntryId, EntryLinks.Link> links) {
    static final String SELECT = "select";
    private static final int MEDALS = 3;

    List<Column<BoardRow>> columns(List<BoardColumn> chosen, @Nullable BoardSort sort) {
        var columns = new ArrayList<Column<BoardRow>>();
        columns.add(Column.<BoardRow>of("Select", (cell, row) -> cell.add(dot(BoardRow.entry(row))))
                .styled("odd-board__select")
                .heading(new Html("span")));
        boolean ranked = whole.isRanked();
        if (ranked) {
            columns.add(Column.<BoardRow>of("Rank", this::rank).num().sorted(sort == null ? "ascending" : "", ""));
        }
        columns.add(sorted(
                Column.<BoardRow>of("Run", (cell, row) -> cell.add(name(row))).styled("odd-table__name"), sort, null));
        if (!ranked) {
            columns.add(Column.<BoardRow>of("Scores", (cell, row) -> cell.add(scores(BoardRow.entry(row)))));
        }
        for (BoardColumn one :
                chosen.stream().filter(c -> ranked || !c.restsOnLabels()).toList()) {
            if (one == BoardColumn.SETTINGS) {
                columns.addAll(settings());
                continue;
            }
            var column = Column.<BoardRow>of(one.title(), (cell, row) -> cell.add(metric(row, one)))
                    .styled("odd-board__col--" + one.word());
            column = one == BoardColumn.AUC ? column : column.wide();
            columns.add(sorted(one.isMetric() ? column.num() : column, sort, one));
        }
        return columns;
    }

    private List<Column<BoardRow>> settings() {
        var differing = DifferingSettings.of(whole.entries());
        return differing.names().stream()
                .map(name -> Column.<BoardRow>text(SettingText.label(name), row -> {
                            Object value = differing.value(BoardRow.entry(row), name);
                            return value == null ? "–" : SettingText.value(value);
                        })
                        .wide())
                .toList();
    }

    /** Where there is no metric: the images in their order, and the scores. */
    private static Html scores(Entry entry) {
        var links = new Html("span", "odd-line");
        entry.id()
                .run()
                .ifPresent(run -> links.add(MarkupParts.link(RunRoutes.images(run), "Ranked images"))
                        .text(" "));
        return links.add(new Html("a")
                .attr("href", BoardRoutes.scoresCsv(entry.id()))
                .attr("router-ignore", "")
                .attr("download", "")
                .text("Scores CSV"));
    }

    private static Column<BoardRow> sorted(Column<BoardRow> column, @Nullable BoardSort now, @Nullable BoardColumn by) {
        return now == null || now.column() != by
                ? column.sorted("", BoardSort.first(by).word())
                : column.sorted(
                        now.ascending() ? "ascending" : "descending",
                        now.turned().word());
    }

    void row(Html element, BoardRow row) {
        if (row instanceof BoardRow.Line) {
            element.attr("class", "odd-table__line");
        } else if (colors.containsKey(BoardRow.entry(row).id())) {
            element.attr("class", "odd-table__selected");
        }
    }

    private Html dot(Entry entry) {
        Integer color = colors.get(entry.id());
        return new Html("button", "odd-board__dot")
                .attr("type", "button")
                .attr("role", "checkbox")
                .attr("aria-label", "Select " + entry.name())
                .attr("aria-checked", Boolean.toString(color != null))
                .attr("style", "--board-color: " + (color == null ? "transparent" : Palette.css(color)))
                .attr(MarkupRows.DO, SELECT);
    }

    void rank(Html cell, BoardRow row) {
        Entry entry = BoardRow.entry(row);
        int place = row instanceof BoardRow.Seeds seeds ? seeds.place() : entry.rank();
        boolean medal = place <= MEDALS
                && entry.auroc() != null
                && !ties.isTied(entry.id())
                && !ties.untested().contains(entry.id());
        cell.add(
                "span",
                medal ? "odd-medal odd-medal--" + place : "",
                entry.auroc() == null ? "–" : Integer.toString(place));
        Integer shift = whole.shift(entry);
        if (shift != null) {
            cell.add(ShiftTag.html(shift));
        }
    }

    /** In words: which entry it is tied with, or that others are tied with it. */
    private Optional<Html> tie(EntryId entry) {
        Ties.Leader leader = ties.leader(entry);
        if (leader != null) {
            return Optional.of(tie(
                    "tied with rank " + leader.place(),
                    "Not significantly different from rank " + leader.place() + " (95 %, DeLong)"));
        }
        if (ties.leaders().contains(entry)) {
            return Optional.of(tie("tied", "Others are not significantly different from it (95 %, DeLong)"));
        }
        return ties.untested().contains(entry)
                ? Optional.of(tie("not tested", "Whether it differs significantly is not known"))
                : Optional.empty();
    }

    private static Html tie(String text, String title) {
        return new Html("span", "odd-tie").attr("title", title).text(text);
    }

    /** The name, and on narrow pages what the hidden columns would say. */
    Html name(BoardRow row) {
        Entry entry = BoardRow.entry(row);
        var name = new Html("span").add(MarkupParts.link(BoardRoutes.entry(entry.id()), entry.name()));
        if (row instanceof BoardRow.Seeds seeds && seeds.entries().size() > 1) {
            name.add("span", "odd-note odd-board__note", seeds.entries().size() + " seeds");
        }
        EntryLinks.Link link = row instanceof BoardRow.Seeds ? null : links.get(entry.id());
        if (link != null) {
            name.add(new Html("a", "odd-tag odd-board__link")
                    .attr("href", link.href())
                    .text(link.text()));
        }
        name.add("span", "odd-note odd-phone-only", entry.detector() + " · " + entry.byName());
        tie(entry.id()).ifPresent(words -> name.text(" ").add(words));
        return name;
    }

    private static Html metric(BoardRow row, BoardColumn column) {
        if (row instanceof BoardRow.Seeds seeds) {
            return seeds(seeds, column);
        }
        Entry entry = BoardRow.entry(row);
        return column == BoardColumn.AUC ? auc(entry) : new Html("span").text(column.text(entry));
    }

    /** With the types of anomaly that are no better than chance, where the whole is. */
    private static Html auc(Entry entry) {
        var metrics = entry.metrics();
        var text = AucText.html(metrics);
        boolean whole = Chance.of(metrics.aurocLow(), metrics.aurocHigh()) == Chance.BETTER;
        return metrics.weakTypes().isEmpty() || !whole
                ? text
                : text.add(new Html("span", "odd-chance")
                        .attr("title", "No better than chance: " + String.join(", ", metrics.weakTypes()))
                        .text("chance: " + String.join(", ", metrics.weakTypes())));
    }

    private static Html seeds(BoardRow.Seeds seeds, BoardColumn column) {
        Double mean = seeds.mean(column);
        if (seeds.entries().size() < 2) {
            return column == BoardColumn.AUC ? auc(seeds.best()) : new Html("span").text(column.text(seeds.best()));
        }
        if (!column.isMetric() || column == BoardColumn.SEED) {
            var words = seeds.entries().stream().map(column::text).distinct().toList();
            return new Html("span").text(words.size() == 1 ? words.getFirst() : words.size() + " different");
        }
        Double spread = seeds.spread(column);
        if (column != BoardColumn.AUC || mean == null || spread == null) {
            return new Html("span").text(column.text(mean));
        }
        return new Html("span")
                .add("span", "odd-strong", column.text(mean))
                .add(new Html("span", "odd-ci")
                        .attr(
                                "title",
                                "standard deviation over " + seeds.entries().size() + " seeds")
                        .text(String.format(Locale.ROOT, "± %.4f", spread)));
    }

    /** A baseline's words; empty for a row with cells. */
    static Optional<Html> line(BoardRow row) {
        return row instanceof BoardRow.Line line
                ? Optional.of(new Html("span")
                        .add(new Html("span")
                                .text(line.baseline().name() + " "
                                        + String.format(
                                                Locale.ROOT,
                                                "%.5f",
                                                line.baseline().auroc())))
                        .add(
                                "span",
                                "odd-board__reached",
                                line.reached() == 0 ? "not reached yet" : "reached by " + line.reached()))
                : Optional.empty();
    }
}
