package oddboard.api.board;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.account.UserId;
import oddboard.dataset.LabelPart;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.LabelFree;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Ties;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.testing.PinnedJson;
import org.junit.jupiter.api.Test;

/** Clients rely on the names and the order of fields, whatever parts the record has here. */
class EntryResponseTest {
    private static final Run.Metrics METRICS = new Run.Metrics(
            2, 0.91, 0.85, 0.96, 0.88, 1.25, 0.8, 3.5, 0.21, 0.77, 0.95, 0.6, 0.4, LabelPart.PRIVATE, 40, List.of());
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void entries() throws Exception {
        var run = new Leaderboard.Entry(
                EntryId.of(new RunId(12)),
                3,
                "deep one",
                List.of("a"),
                "ae-conv",
                "",
                42L,
                new UserId(9),
                "ada",
                START,
                1234L,
                99.5,
                33.25,
                METRICS,
                new LabelFree(0.87, 0.625));
        var best = new Leaderboard.Entry(
                EntryId.ofSubmission(3),
                1,
                "theirs",
                List.of(),
                "",
                "",
                null,
                new UserId(9),
                "ada",
                START,
                null,
                null,
                0,
                METRICS,
                LabelFree.NONE);
        PinnedJson.check(
                getClass(),
                "entry-run.json",
                EntryResponse.of(
                        run,
                        new Leaderboard(List.of(best, run), LabelPart.PRIVATE, Map.of(run.id(), 1)),
                        new Ties.Found(Map.of(run.id(), new Ties.Leader(best.id(), 1)), Set.of(best.id()), Set.of())));
        var submission = new Leaderboard.Entry(
                EntryId.ofSubmission(3),
                2,
                "theirs",
                List.of(),
                "",
                "",
                null,
                new UserId(9),
                "ada",
                START,
                null,
                null,
                0,
                new Run.Metrics(1, null, null, null, null, 0),
                LabelFree.NONE);
        PinnedJson.check(
                getClass(),
                "entry-submission.json",
                EntryResponse.of(submission, new Leaderboard(List.of(run, submission)), Ties.Found.NOTHING));
    }
}
