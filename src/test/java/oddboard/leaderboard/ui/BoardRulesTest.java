package oddboard.leaderboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import oddboard.account.UserId;
import oddboard.dataset.Baseline;
import oddboard.dataset.VersionId;
import oddboard.job.Job;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.Run;
import oddboard.run.RunId;
import org.junit.jupiter.api.Test;

/** What a board shows, apart from how. */
class BoardRulesTest {
    private static final List<Entry> BOARD = List.of(entry(1, false, 7, "fcn", 1, 0.9), entry(2, true, 3, "conv", 1, 0.88),
            entry(3, false, 15, "fcn", 2, 0.7));

    private static Entry entry(int rank, boolean tied, long id, String detector, long user, Double auc) {
        var by = new UserId(user);
        var job = new Job(new JobId(id), "run", "cpu", 0, JobState.SUCCEEDED, 1, 3, null, false, 0, 0, "", null, null, null, null,
                by, Instant.EPOCH, null, null);
        return new Entry(rank, tied, new Run(new RunId(id), new VersionId(1), job, "run \"" + id + "\"", List.of(), detector,
                Map.of(), 1, by, "=user", Instant.EPOCH, null, 1, 1, null, null, 0, null,
                new Run.Metrics(1, auc, null, null, null, 1)));
    }

    @Test
    void putsBaselinesBelowTheLastRunThatIsAsGood() {
        var rows = BoardRow.of(BOARD, List.of(new Baseline("low", 0.5), new Baseline("equal", 0.88), new Baseline("top", 0.95)));
        assertThat(rows).extracting(row -> switch (row) {
            case BoardRow.Placed placed -> placed.entry().run().id().toString();
            case BoardRow.Line line -> line.baseline().name();
        }).containsExactly("top", "7", "3", "equal", "15", "low");
    }

    @Test
    void keepsTheBestOfEachGroupWithItsRankOnTheWholeBoard() {
        assertThat(BoardFilter.DETECTOR.of(BOARD)).extracting(Entry::rank).containsExactly(1, 2);
        assertThat(BoardFilter.PERSON.of(BOARD)).extracting(Entry::rank).containsExactly(1, 3);
        assertThat(BoardFilter.ALL.of(BOARD)).hasSize(3);
    }

    @Test
    void saysWhichRunsCannotBeToldFromTheBest() {
        assertThat(TieSentence.of(new Leaderboard(BOARD))).isEqualTo("Ranks 1 to 2 can't be told apart at 95 % (DeLong).");
        assertThat(TieSentence.of(new Leaderboard(List.of(BOARD.get(0), BOARD.get(2)))))
                .isEqualTo("Rank 1 is better than every other at 95 % (DeLong).");
        assertThat(TieSentence.of(new Leaderboard(List.of(BOARD.get(0), BOARD.get(2), BOARD.get(1)))))
                .isEqualTo("1 of the other runs can't be told from rank 1 at 95 % (DeLong).");
        assertThat(TieSentence.of(new Leaderboard(List.of(BOARD.getFirst())))).isEmpty();
    }

    @Test
    void givesEveryOfEightSelectedRunsAColourOfItsOwn() {
        var ids = List.of(new RunId(7), new RunId(15), new RunId(23), new RunId(1), new RunId(2), new RunId(3), new RunId(4),
                new RunId(5));
        var colors = RunColors.of(ids);
        assertThat(colors.values()).doesNotHaveDuplicates();
        assertThat(colors.get(new RunId(7))).isEqualTo(6);
    }

    @Test
    void comesBackFromItsAddressAsItWas() {
        var ids = IntStream.rangeClosed(1, 8).mapToObj(RunId::new).toList();
        var state = new BoardState(4, BoardFilter.PERSON, ids, true, 2);
        assertThat(BoardState.of(query(state))).isEqualTo(state);
        assertThat(BoardState.of(query(state.withSelected(List.of()))).selected()).isEmpty();
        assertThat(BoardState.of(QueryParameters.empty()).selected()).isNull();
        assertThat(BoardState.of(QueryParameters.simple(Map.of("runs", "3,x,-1,9999999999999999999,3", "version", "y"))))
                .isEqualTo(new BoardState(0, BoardFilter.ALL, List.of(new RunId(3)), false, 0));
    }

    private static QueryParameters query(BoardState state) {
        return QueryParameters.simple(state.query());
    }

    @Test
    void writesCsvThatNoSpreadsheetTakesForFormulas() {
        var lines = BoardCsv.of(BOARD).split("\r\n");
        assertThat(lines).hasSize(4);
        assertThat(lines[0]).startsWith("rank,tied,run,name,detector,user,auroc,");
        assertThat(lines[1]).startsWith("1,false,7,\"run \"\"7\"\"\",\"fcn\",\"'=user\",0.9,,,");
    }
}
