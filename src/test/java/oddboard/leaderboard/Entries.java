package oddboard.leaderboard;

import java.time.Instant;
import java.util.List;
import oddboard.account.UserId;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.Run;
import org.jspecify.annotations.Nullable;

/** Entries of a board for tests. */
public final class Entries {
    private Entries() {}

    public static Entry run(int rank, long id, String detector, String recipe, long user, Run.Metrics metrics) {
        return new Entry(
                new EntryId(false, id),
                rank,
                "run \"" + id + "\"",
                List.of("t" + id % 2),
                detector,
                recipe,
                id,
                new UserId(user),
                "=user",
                Instant.EPOCH.plusSeconds(id),
                null,
                (double) id,
                0,
                metrics,
                LabelFree.NONE);
    }

    public static Run.Metrics metrics(@Nullable Double auc, @Nullable Double low, @Nullable Double high) {
        return new Run.Metrics(1, auc, low, high, null, 1);
    }
}
