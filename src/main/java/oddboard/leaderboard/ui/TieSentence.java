package oddboard.leaderboard.ui;

import java.util.List;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.leaderboard.Ties;

/** Says in one sentence which entries are not significantly different from the best. */
final class TieSentence {
    private TieSentence() {}

    /**
     * @param first the board's first entries, best first
     * @param ties of these
     * @param more whether the board has more entries than these
     */
    static String of(List<Entry> first, Ties.Found ties, boolean more) {
        if (first.size() < 2) {
            return "";
        }
        EntryId best = first.getFirst().id();
        List<Entry> others = first.subList(1, first.size());
        long tied = others.stream()
                .filter(e -> Boolean.TRUE.equals(ties.isTiedWith(best, e.id())))
                .count();
        long untested =
                others.stream().filter(e -> ties.untested().contains(e.id())).count();
        boolean inOneGo = others.stream().limit(tied).allMatch(e -> Boolean.TRUE.equals(ties.isTiedWith(best, e.id())));
        String says = sentence(others.size(), tied, untested, inOneGo, more);
        return untested == 0
                ? says
                : (says + " " + untested + (untested == 1 ? " entry" : " entries") + " could not be tested.").strip();
    }

    private static String sentence(int others, long tied, long untested, boolean inOneGo, boolean more) {
        if (tied == 0) {
            return untested > 0
                    ? ""
                    : "Rank 1 is better than " + (more ? "the next " + others + " entries" : "every other")
                            + " at 95 % (DeLong).";
        }
        String how = " not significantly different from rank 1 (95 %, DeLong).";
        if (more && tied == others) {
            return "At least the next " + tied + " entries are" + how;
        }
        if (inOneGo) {
            return (tied == 1 ? "The next entry is" : "The next " + tied + " entries are") + how;
        }
        return tied + " of the other entries " + (tied == 1 ? "is" : "are") + how;
    }
}
