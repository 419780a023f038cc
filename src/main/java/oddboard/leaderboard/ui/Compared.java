package oddboard.leaderboard.ui;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Labels;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.ui.Html;
import oddboard.ui.Palette;

/**
 * Entries of one board side by side.
 *
 * @param labelSet number; 0 = the newest
 * @param labels that the viewer may see
 * @param evaluating those that metrics use, see {@link #evaluated}
 * @param board the whole of it
 * @param entries those compared, in the order of the address
 * @param scores by entry, test images in order
 * @param notComparable how many of the address stand on another board, or nowhere
 */
record Compared(
        Dataset dataset,
        DatasetVersion version,
        int labelSet,
        Labels labels,
        Labels evaluating,
        Leaderboard board,
        List<Entry> entries,
        Map<EntryId, double[]> scores,
        Map<EntryId, Integer> colors,
        int notComparable) {

    double[] scores(Entry entry) {
        return Objects.requireNonNull(scores.get(entry.id()));
    }

    /** Of the images alone that metrics use, in the order of {@link #anomalous}. */
    double[] evaluated(Entry entry) {
        return evaluating.evaluated(scores(entry));
    }

    /** Labels of the images that metrics use. */
    boolean[] anomalous() {
        return evaluating.evaluating().anomalous();
    }

    int color(Entry entry) {
        return colors.getOrDefault(entry.id(), 0);
    }

    /** A mark of its color, before its name. */
    Html dot(Entry entry) {
        return new Html("span", "odd-dot").attr("style", "background-color: " + Palette.css(color(entry)));
    }

    /** Whether there is anything to draw curves of. */
    boolean hasBothClasses() {
        return entries.stream().anyMatch(e -> e.auroc() != null);
    }

    List<EntryId> ids() {
        return entries.stream().map(Entry::id).toList();
    }
}
