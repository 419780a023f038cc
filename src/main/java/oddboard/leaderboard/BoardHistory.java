package oddboard.leaderboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import oddboard.leaderboard.Leaderboard.Entry;

/**
 * How the best AUC of a board rose.
 *
 * @param entries those with an AUC, in the order in which they were made
 * @param leaders those of them whose AUC was higher than that of all before, in the same order
 */
public record BoardHistory(List<Entry> entries, List<Entry> leaders) {
    public static BoardHistory of(Leaderboard board) {
        List<Entry> entries = board.entries().stream()
                .filter(entry -> entry.auroc() != null)
                .sorted(Comparator.comparing(Entry::createdAt)
                        .thenComparing(entry -> entry.id().toString()))
                .toList();
        List<Entry> leaders = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (Entry entry : entries) {
            Double auc = entry.auroc();
            if (auc != null && auc > best) {
                best = auc;
                leaders.add(entry);
            }
        }
        return new BoardHistory(entries, List.copyOf(leaders));
    }
}
