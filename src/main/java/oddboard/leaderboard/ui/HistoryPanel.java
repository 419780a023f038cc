package oddboard.leaderboard.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import oddboard.leaderboard.BoardHistory;
import oddboard.leaderboard.BoardRoutes;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.ui.Chart;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;

/** The best AUC so far by date, with who and what; drawn once somebody opens it. */
final class HistoryPanel extends Details {
    private static final long serialVersionUID = 1L;
    private static final int MIN = 2;
    /** More dots than this lie on each other. */
    private static final int DOTS = 2000;

    private final Chart chart = new Chart("Best AUC so far by date");
    private final Paragraph words = new Paragraph();
    private final MarkupTable<Entry> leaders = new MarkupTable<>(
            "Entries that were the best when they came",
            entry -> entry.id().toString(),
            List.of(
                    Column.<Entry>of(
                                    "Entry",
                                    (cell, entry) ->
                                            cell.add(MarkupParts.link(BoardRoutes.entry(entry.id()), entry.name())))
                            .styled("odd-table__wrap"),
                    Column.<Entry>text("Detector", Entry::detector).wide(),
                    Column.<Entry>text("By", Entry::byName),
                    Column.<Entry>number("AUC", HistoryPanel::auc),
                    Column.<Entry>number("Made", entry -> Format.ago(entry.createdAt()))));
    private transient BoardHistory history = new BoardHistory(List.of(), List.of());

    HistoryPanel() {
        setSummaryText("Best so far, by date");
        addClassName("odd-board__history");
        words.addClassName("odd-note");
        addOpenedChangeListener(e -> draw());
    }

    /** Hidden where fewer than two entries have an AUC. */
    void show(Leaderboard board) {
        history = BoardHistory.of(board);
        setVisible(history.entries().size() >= MIN);
        draw();
    }

    private static String auc(Entry entry) {
        Double auc = entry.auroc();
        return auc == null ? "–" : Format.auc(auc);
    }

    private void draw() {
        if (!isOpened() || !isVisible()) {
            return;
        }
        if (chart.getParent().isEmpty()) {
            add(new Panel("", chart, words), leaders);
        }
        List<Entry> entries = history.entries();
        List<Entry> leading = history.leaders();
        Set<EntryId> led = leading.stream().map(Entry::id).collect(Collectors.toSet());
        List<Entry> dots = entries.subList(Math.max(0, entries.size() - DOTS), entries.size());
        chart.showHistory(
                dots.stream()
                        .filter(entry -> !led.contains(entry.id()))
                        .map(HistoryPanel::moment)
                        .toList(),
                leading.stream().map(HistoryPanel::moment).toList(),
                "AUC");
        words.setText(sentence(entries, leading));
        leaders.show(leading.reversed());
    }

    private static String sentence(List<Entry> entries, List<Entry> leading) {
        Entry best = leading.getLast();
        return Format.count(entries.size()) + " entries, " + Format.count(leading.size())
                + (leading.size() == 1 ? " of them" : " of them each")
                + " the best when it was made; the last is " + best.name() + " by " + best.byName() + " with AUC "
                + auc(best) + ". A small step may be chance: the table above says which entries are tied."
                + (entries.size() > DOTS ? " Dots are the newest " + Format.count(DOTS) + "." : "");
    }

    private static Chart.Moment moment(Entry entry) {
        Double auc = entry.auroc();
        return new Chart.Moment(
                entry.name(), entry.byName(), entry.createdAt().toEpochMilli(), auc == null ? Double.NaN : auc);
    }
}
