package oddboard.leaderboard.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import oddboard.dataset.Baseline;
import oddboard.leaderboard.Leaderboard.Entry;

/** A row of the board: a run, or the line of a baseline at its place among them. */
sealed interface BoardRow {
    record Placed(Entry entry) implements BoardRow {}

    record Line(Baseline baseline) implements BoardRow {}

    /** Entries in their order, each baseline below the last run that is at least as good. */
    static List<BoardRow> of(List<Entry> entries, List<Baseline> baselines) {
        var waiting = new ArrayList<>(baselines);
        waiting.sort(Comparator.comparingDouble(Baseline::auroc).reversed());
        var rows = new ArrayList<BoardRow>();
        for (Entry entry : entries) {
            while (!waiting.isEmpty() && waiting.getFirst().auroc() > auc(entry)) {
                rows.add(new Line(waiting.removeFirst()));
            }
            rows.add(new Placed(entry));
        }
        waiting.forEach(b -> rows.add(new Line(b)));
        return rows;
    }

    private static double auc(Entry entry) {
        var result = entry.run().result();
        Double auc = result == null ? null : result.auroc();
        return auc == null ? Double.NEGATIVE_INFINITY : auc;
    }
}
