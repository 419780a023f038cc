package oddboard.leaderboard.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import oddboard.leaderboard.Leaderboard.Entry;
import org.jspecify.annotations.Nullable;

/**
 * An order of the board other than its ranks.
 *
 * @param column null = the name
 */
record BoardSort(@Nullable BoardColumn column, boolean ascending) {
    private static final String NAME = "name";

    /** "auc" falls and "-auc" rises where a high metric is the better; the other way round where a low one is. */
    static Optional<BoardSort> parse(String text) {
        boolean turned = text.startsWith("-");
        String word = turned ? text.substring(1) : text;
        if (word.equals(NAME)) {
            return Optional.of(new BoardSort(null, !turned));
        }
        return BoardColumn.byWord(word).map(c -> new BoardSort(c, c.lowFirst() != turned));
    }

    static BoardSort first(@Nullable BoardColumn column) {
        return new BoardSort(column, column == null || column.lowFirst());
    }

    String word() {
        BoardColumn by = column;
        boolean turned = ascending != (by == null || by.lowFirst());
        return (turned ? "-" : "") + (by == null ? NAME : by.word());
    }

    /** What can be chosen beside the titles of columns, which a phone may not show: words, "" for the ranks' order. */
    static List<String> offered(@Nullable BoardSort now) {
        var words = new ArrayList<>(List.of("", NAME, "by", "detector", "tags", "created"));
        if (now != null && !words.contains(now.word())) {
            words.add(now.word());
        }
        return words;
    }

    static String title(String word) {
        return parse(word).map(BoardSort::title).orElse("by rank");
    }

    private String title() {
        BoardColumn by = column;
        if (by == BoardColumn.CREATED) {
            return ascending ? "oldest first" : "newest first";
        }
        var name = by == null ? "name" : by == BoardColumn.BY ? "person" : by.isMetric() ? by.title() : by.word();
        return "by " + name + (word().startsWith("-") ? ", turned" : "");
    }

    BoardSort turned() {
        return new BoardSort(column, !ascending);
    }

    /** Those without the metric stand last either way; equal ones keep their ranks' order. */
    List<Entry> of(List<Entry> entries) {
        Comparator<Entry> order;
        BoardColumn by = column;
        if (by == null || !by.isMetric() && by != BoardColumn.CREATED) {
            order = Comparator.comparing(e -> by == null ? e.name() : by.text(e), String.CASE_INSENSITIVE_ORDER);
            order = ascending ? order : order.reversed();
        } else {
            Comparator<Double> metrics = ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
            order = Comparator.comparing(by::number, Comparator.nullsLast(metrics));
        }
        return entries.stream().sorted(order).toList();
    }
}
