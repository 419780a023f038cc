package oddboard.leaderboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import oddboard.dataset.Baseline;
import oddboard.dataset.LabelPart;
import oddboard.leaderboard.BoardCsv;
import oddboard.leaderboard.BoardFilter;
import oddboard.leaderboard.Entries;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.leaderboard.Resolution;
import oddboard.leaderboard.Ties;
import oddboard.metric.AucResolution;
import oddboard.ui.Html;
import org.assertj.core.data.Offset;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** What a board shows, apart from how. */
class BoardRulesTest {
    private static final List<Entry> BOARD = List.of(
            entry(1, 7, "fcn", "a", 1, 0.9), entry(2, 3, "conv", "b", 1, 0.88), entry(3, 15, "fcn", "a", 2, 0.7));

    private static Entry entry(int rank, long id, String detector, String recipe, long user, Double auc) {
        return Entries.run(rank, id, detector, recipe, user, Entries.metrics(auc, null, null));
    }

    private static EntryId id(long run) {
        return new EntryId(false, run);
    }

    @Test
    void putsBaselinesBelowTheLastRunThatIsAsGood() {
        var rows = BoardRow.of(
                BOARD, List.of(new Baseline("low", 0.5), new Baseline("equal", 0.88), new Baseline("top", 0.95)));
        assertThat(rows)
                .extracting(row -> switch (row) {
                    case BoardRow.Placed placed -> placed.entry().id().toString();
                    case BoardRow.Line line -> line.baseline().name() + " " + line.reached();
                    case BoardRow.Seeds seeds -> "";
                })
                .containsExactly("top 0", "7", "3", "equal 2", "15", "low 3");
    }

    @Test
    void keepsTheBestOrTheNewestOfEachGroupWithItsRankOnTheWholeBoard() {
        assertThat(BoardFilter.DETECTOR.of(BOARD)).extracting(Entry::rank).containsExactly(1, 2);
        assertThat(BoardFilter.PERSON.of(BOARD)).extracting(Entry::rank).containsExactly(1, 3);
        assertThat(BoardFilter.LAST_DETECTOR.of(BOARD)).extracting(Entry::rank).containsExactly(2, 3);
        assertThat(BoardFilter.LAST_PERSON.of(BOARD)).extracting(Entry::rank).containsExactly(1, 3);
        assertThat(BoardFilter.ALL.of(BOARD)).hasSize(3);
    }

    @Test
    void putsSeedsOfTheSameSettingsTogetherByTheirMean() {
        var rows = BoardRow.seeds(BOARD);
        assertThat(rows).hasSize(2);
        var second = (BoardRow.Seeds) rows.get(1);
        assertThat(((BoardRow.Seeds) rows.get(0)).best().id()).isEqualTo(id(3));
        assertThat(second.place()).isEqualTo(2);
        assertThat(second.entries()).hasSize(2);
        assertThat(second.mean(BoardColumn.AUC)).isCloseTo(0.8, Offset.offset(1e-12));
        assertThat(second.spread(BoardColumn.AUC)).isCloseTo(Math.sqrt(0.02), Offset.offset(1e-12));
        assertThat(second.mean(BoardColumn.PIXEL)).isNull();
    }

    @Test
    void ordersByAnyColumnWithUnknownMetricsLast() {
        var board = List.of(BOARD.get(0), BOARD.get(1), entry(3, 1, "vae", "c", 1, null));
        assertThat(BoardSort.parse("auc").orElseThrow().of(board))
                .extracting(e -> e.id().value())
                .containsExactly(7L, 3L, 1L);
        assertThat(BoardSort.parse("-auc").orElseThrow().of(board))
                .extracting(e -> e.id().value())
                .containsExactly(3L, 7L, 1L);
        assertThat(BoardSort.parse("detector").orElseThrow().of(board))
                .extracting(Entry::detector)
                .containsExactly("conv", "fcn", "vae");
        assertThat(BoardSort.parse("created").orElseThrow().of(board))
                .extracting(e -> e.id().value())
                .containsExactly(7L, 3L, 1L);
        for (String word : new String[] {"auc", "-auc", "name", "-name", "seed", "-seed"}) {
            assertThat(BoardSort.parse(word).orElseThrow().word()).isEqualTo(word);
        }
        assertThat(BoardSort.parse("size")).isEmpty();
    }

    /** @param tied with rank 1 */
    private static Ties.Found ties(Set<EntryId> untested, EntryId... tied) {
        var leader = new Ties.Leader(id(7), 1);
        return new Ties.Found(
                Arrays.stream(tied).collect(Collectors.toMap(one -> one, one -> leader)),
                tied.length == 0 ? Set.of() : Set.of(id(7)),
                untested);
    }

    @Test
    void saysWhichRunsCannotBeToldFromTheBest() {
        assertThat(TieSentence.of(BOARD, ties(Set.of(), id(3)), false))
                .isEqualTo("The next entry is not significantly different from rank 1 (95 %, DeLong).");
        assertThat(TieSentence.of(BOARD, ties(Set.of()), false))
                .isEqualTo("Rank 1 is better than every other at 95 % (DeLong).");
        assertThat(TieSentence.of(BOARD, ties(Set.of()), true))
                .isEqualTo("Rank 1 is better than the next 2 entries at 95 % (DeLong).");
        assertThat(TieSentence.of(BOARD, ties(Set.of(), id(15)), true))
                .isEqualTo("1 of the other entries is not significantly different from rank 1 (95 %, DeLong).");
        assertThat(TieSentence.of(BOARD, ties(Set.of(), id(3), id(15)), true))
                .isEqualTo("At least the next 2 entries are not significantly different from rank 1 (95 %, DeLong).");
        assertThat(TieSentence.of(List.of(BOARD.getFirst()), ties(Set.of()), false))
                .isEmpty();
    }

    @Test
    void neverSaysThatTheBestIsBetterThanWhatWasNotTested() {
        assertThat(TieSentence.of(BOARD, ties(Set.of(id(3), id(15))), false))
                .isEqualTo("2 entries could not be tested.");
        assertThat(TieSentence.of(BOARD, ties(Set.of(id(15)), id(3)), false))
                .isEqualTo(
                        "The next entry is not significantly different from rank 1 (95 %, DeLong). 1 entry could not be"
                                + " tested.");
    }

    @Test
    void saysTiedAtEachTieAndGivesNoMedalAmongTies() {
        var others = new Ties.Found(Map.of(id(15), new Ties.Leader(id(3), 2)), Set.of(id(3)), Set.of());
        assertThat(ranks(others)).containsExactly("medal 1", "2 tied", "3 tied with rank 2");
        assertThat(ranks(ties(Set.of(), id(3)))).containsExactly("1 tied", "2 tied with rank 1", "medal 3");
        assertThat(ranks(ties(Set.of(id(3))))).containsExactly("medal 1", "2 not tested", "medal 3");
    }

    private static List<String> ranks(Ties.Found ties) {
        var markup = new BoardMarkup(new Leaderboard(BOARD), ties, Map.of(), Map.of());
        return BoardRow.of(BOARD).stream()
                .map(row -> {
                    var cell = new Html("td");
                    markup.rank(cell, row);
                    var rank = Jsoup.parseBodyFragment(cell.toString());
                    var tie =
                            Jsoup.parseBodyFragment(markup.name(row).toString()).select(".odd-tie");
                    return ((rank.select(".odd-medal").isEmpty() ? "" : "medal ") + rank.text() + " " + tie.text())
                            .strip();
                })
                .toList();
    }

    @Test
    void givesEveryOfEightSelectedRunsAColourOfItsOwn() {
        var ids = List.of(id(7), id(15), id(23), id(1), id(2), id(3), id(4), id(5));
        var colors = RunColors.of(ids);
        assertThat(colors.values()).doesNotHaveDuplicates();
        assertThat(colors.get(id(7))).isEqualTo(6);
    }

    @Test
    void comesBackFromItsAddressAsItWas() {
        var ids = IntStream.rangeClosed(1, 8)
                .mapToObj(i -> new EntryId(i % 3 == 0, i))
                .toList();
        var state = new BoardState(
                4,
                BoardFilter.PERSON,
                ids,
                true,
                2,
                List.of(BoardColumn.SEED, BoardColumn.AUC),
                BoardSort.first(BoardColumn.F1),
                new BoardState.Who("fcn", "ada", "t1", "edge"),
                LabelPart.PRIVATE);
        assertThat(BoardState.of(query(state))).isEqualTo(state);
        assertThat(BoardState.of(query(state.withColumns(List.of()))).columns()).isEmpty();
        assertThat(BoardState.of(query(state.withSelected(List.of()))).selected())
                .isEmpty();
        assertThat(BoardState.of(QueryParameters.empty()).selected()).isNull();
        assertThat(BoardState.of(
                        QueryParameters.simple(Map.of("runs", "3,x,-1,9999999999999999999,3,s2", "version", "y"))))
                .isEqualTo(new BoardState(
                        0,
                        BoardFilter.ALL,
                        List.of(id(3), EntryId.ofSubmission(2)),
                        false,
                        0,
                        null,
                        null,
                        BoardState.Who.ANY,
                        null));
    }

    private static QueryParameters query(BoardState state) {
        return QueryParameters.simple(state.query());
    }

    @Test
    void keepsThoseOfOnePersonDetectorAndTag() {
        var state = BoardState.of(QueryParameters.empty());
        assertThat(state.withWho(new BoardState.Who("fcn", "", "", "")).of(BOARD))
                .extracting(Entry::rank)
                .containsExactly(1, 3);
        assertThat(state.withWho(new BoardState.Who("fcn", "=user", "t1", "")).of(BOARD))
                .hasSize(2);
        assertThat(state.withWho(new BoardState.Who("", "", "t0", "")).of(BOARD))
                .isEmpty();
    }

    @Test
    void findsByWordsInNameTagsDetectorAndPerson() {
        var state = BoardState.of(QueryParameters.simple(Map.of("search", "FCN t1")));
        assertThat(state.of(BOARD)).extracting(Entry::rank).containsExactly(1, 3);
        assertThat(state.query()).containsEntry("search", "FCN t1");
        var first = BOARD.getFirst();
        assertThat(state.withWho(BoardState.Who.ANY.withWords(first.name())).of(BOARD))
                .contains(first);
        assertThat(state.withWho(BoardState.Who.ANY.withWords("nothing like it"))
                        .of(BOARD))
                .isEmpty();
    }

    /** A phone has no titles of columns to click on. */
    @Test
    void offersOrdersInWords() {
        assertThat(BoardSort.offered(null).stream().map(BoardSort::title))
                .containsExactly("by rank", "by name", "by person", "by detector", "by tags", "newest first");
        var turned = BoardSort.first(BoardColumn.AP).turned();
        assertThat(BoardSort.offered(turned)).endsWith(turned.word());
        assertThat(BoardSort.title(turned.word())).isEqualTo("by AP, turned");
        assertThat(BoardSort.title("-created")).isEqualTo("oldest first");
    }

    @Test
    void writesCsvThatNoSpreadsheetTakesForFormulas() {
        var lines = BoardCsv.of(
                        new Leaderboard(BOARD),
                        ties(Set.of(id(15)), id(3)),
                        Optional.of(
                                new Resolution(20, 10, 3, Optional.of(new AucResolution(0.0625, 0.03125, 0.125, 3)))))
                .split("\r\n");
        assertThat(lines).hasSize(4);
        assertThat(lines[0]).startsWith("rank,tied,run,name,detector,user,auroc,");
        assertThat(lines[1]).startsWith("1,false,7,\"run \"\"7\"\"\",\"fcn\",\"'=user\",0.9,,,");
        assertThat(lines[1]).endsWith(",,0.0625,");
        assertThat(lines[2]).startsWith("2,true,3,").endsWith(",7,0.0625,");
        assertThat(lines[3]).startsWith("3,,15,").endsWith(",,0.0625,");
    }
}
