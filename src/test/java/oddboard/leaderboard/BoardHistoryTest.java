package oddboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import oddboard.account.UserId;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.Run;
import oddboard.run.RunId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoardHistoryTest {
    private static final Instant FIRST = Instant.parse("2026-11-02T08:00:00Z");

    private static Entry entry(long id, int day, @Nullable Double auc) {
        return new Entry(
                EntryId.of(new RunId(id)),
                1,
                "run " + id,
                List.of(),
                "conv",
                "",
                1L,
                new UserId(1),
                "ada",
                FIRST.plusSeconds(day * 86_400L),
                null,
                null,
                1,
                new Run.Metrics(1, auc, null, null, null, 0),
                LabelFree.NONE);
    }

    @Test
    void onlyWhatWasBetterThanAllBeforeIsAStep() {
        // As a board has them: the best first.
        var board = new Leaderboard(List.of(
                entry(4, 5, 0.91),
                entry(2, 2, 0.90),
                entry(3, 3, 0.90),
                entry(5, 1, 0.70),
                entry(1, 4, 0.60),
                entry(6, 6, null)));
        BoardHistory history = BoardHistory.of(board);
        assertThat(history.entries())
                .extracting(Entry::name)
                .containsExactly("run 5", "run 2", "run 3", "run 1", "run 4");
        assertThat(history.leaders()).extracting(Entry::name).containsExactly("run 5", "run 2", "run 4");
    }

    @Test
    void aBoardWithoutAucsHasNone() {
        assertThat(BoardHistory.of(new Leaderboard(List.of(entry(1, 1, null)))).leaders())
                .isEmpty();
    }
}
