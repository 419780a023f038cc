package oddboard.leaderboard.ui;

import java.util.List;
import java.util.Set;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard.Entry;

/** Says in one sentence which entries are not significantly different from the best. */
final class TieSentence {
    private TieSentence() {}

    /**
     * @param first the board's first entries, best first
     * @param tied those of them that are not significantly different from the best
     * @param more whether the board has more entries than these
     */
    static String of(List<Entry> first, Set<EntryId> tied, boolean more) {
        if (first.size() < 2) {
            return "";
        }
        if (tied.isEmpty()) {
            return "Rank 1 is better than every other at 95 % (DeLong).";
        }
        boolean inOneGo = first.stream().skip(1).limit(tied.size()).allMatch(e -> tied.contains(e.id()));
        if (more && tied.size() == first.size() - 1) {
            return "At least ranks 1 to " + first.size() + " are not significantly different (95 %, DeLong).";
        }
        return inOneGo
                ? "Ranks 1 to " + (tied.size() + 1) + " are not significantly different (95 %, DeLong)."
                : tied.size() + (tied.size() == 1 ? " of the other runs is" : " of the other runs are")
                        + " not significantly different from rank 1 (95 %, DeLong).";
    }
}
