package oddboard.leaderboard.ui;

import java.util.List;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;

/** Says in one sentence which runs can't be told from the best. */
final class TieSentence {
    private TieSentence() {}

    static String of(Leaderboard board) {
        List<Entry> entries = board.entries();
        long tied = entries.stream().skip(1).filter(Entry::tied).count();
        if (entries.size() < 2 || tied == 0) {
            return entries.size() < 2 ? "" : "Rank 1 is better than every other at 95 % (DeLong).";
        }
        boolean inOneGo = entries.stream().skip(1).limit(tied).allMatch(Entry::tied);
        return inOneGo ? "Ranks 1 to " + (tied + 1) + " can't be told apart at 95 % (DeLong)."
                : tied + " of the other runs can't be told from rank 1 at 95 % (DeLong).";
    }
}
