package oddboard.leaderboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.router.QueryParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.dataset.Dataset;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRoutes;
import oddboard.job.JobState;
import oddboard.leaderboard.BoardRoutes;
import oddboard.leaderboard.CrossBoards;
import oddboard.leaderboard.CrossBoards.CrossBoard;
import oddboard.leaderboard.CrossBoards.Row;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboards;
import oddboard.metric.RankComparison;
import oddboard.run.RunRoutes;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.testing.Await;
import oddboard.testing.PageTest;
import oddboard.ui.Format;
import oddboard.ui.MarkupRows;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Detectors over data sets: only those that one sees, each detector by its best run. */
class CrossBoardViewTest extends PageTest {
    @Autowired
    private Runs runs;

    @Autowired
    private Leaderboards leaderboards;

    @Autowired
    private CrossBoards boards;

    private void trained(Dataset dataset, String detector, int epochs) {
        var run = runs.start(
                RunSpec.of(dataset.ready().orElseThrow().id(), detector, Map.of("epochs", epochs, "batchSize", 16)),
                users.require());
        Await.until(
                "run " + run.id(),
                Duration.ofMinutes(2),
                () -> runs.find(run.id(), users.require())
                        .filter(r -> r.job().state() == JobState.SUCCEEDED)
                        .orElse(null));
    }

    private Row row(CrossBoard board, Dataset dataset) {
        return board.rows().stream()
                .filter(row -> row.dataset().id().equals(dataset.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void showsEachDetectorByItsBestRunOnTheDataSetsThatOneSees() {
        var one = readyDataset(48, 30, Visibility.PRIVATE);
        var two = readyDataset(48, 30, Visibility.PRIVATE);
        trained(one, "conv", 1);
        trained(one, "conv", 2);
        trained(one, "fcn", 1);
        trained(two, "conv", 1);
        var grace = users.require();
        CrossBoard board = boards.of(List.of("conv", "fcn"), grace);
        Leaderboard whole = leaderboards.of(one.ready().orElseThrow().id(), grace);
        for (String detector : List.of("conv", "fcn")) {
            var best = whole.entries().stream()
                    .filter(e -> e.detector().equals(detector))
                    .findFirst()
                    .orElseThrow();
            var shown = row(board, one).best().get(detector);
            assertThat(EntryId.of(shown.run())).isEqualTo(best.id());
            assertThat(shown.auroc()).isEqualTo(best.auroc());
            assertThat(shown.runs()).isEqualTo(detector.equals("conv") ? 2 : 1);
        }
        assertThat(board.isRanked(row(board, one))).isTrue();
        assertThat(board.isRanked(row(board, two))).as("has no fcn").isFalse();

        open(BoardRoutes.ACROSS, QueryParameters.simple(Map.of("detectors", "conv,fcn")));
        assertThat(text()).contains(CrossBoardView.sentence(board), "Wilcoxon's signed-rank test");
        var rows = find(MarkupRows.class).single().rows().values().stream()
                .map(row -> words(row).strip())
                .toList();
        assertThat(rows)
                .filteredOn(row -> row.startsWith(one.name() + " "))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .contains(Format.auc(row(board, one).best().get("conv").auroc()) + " ", "of 2 runs", "of 1 run")
                        .endsWith("yes"));
        assertThat(rows)
                .filteredOn(row -> row.startsWith(two.name() + " "))
                .singleElement()
                .satisfies(row -> assertThat(row).contains("–").endsWith("no"));
        assertThat(find(MarkupRows.class).single().rows().values().stream()
                        .flatMap(row -> elements(row).select("a").stream())
                        .map(a -> a.attr("href")))
                .contains(
                        RunRoutes.overview(row(board, two).best().get("conv").run()),
                        DatasetRoutes.leaderboard(two.id()));
        assertThat(find(CheckboxGroup.class).single().getValue()).isEqualTo(Set.of("conv", "fcn"));

        openAs("linus", BoardRoutes.ACROSS);
        assertThat(text()).doesNotContain(one.name(), two.name());
        become("grace");
    }

    /** By values of models on data sets. */
    private static CrossBoard board(double[][] values, String... names) {
        var rows = new ArrayList<Row>();
        return new CrossBoard(new LinkedHashMap<>(), List.of(names), rows, values[0].length, RankComparison.of(values));
    }

    private static double[] falling(double from, int sets) {
        double[] values = new double[sets];
        for (int s = 0; s < sets; s++) {
            values[s] = from - 0.01 * s * s;
        }
        return values;
    }

    @Test
    void saysWhatTheTestsSayAndWhyTheyCanSayNothing() {
        double[][] far = {falling(0.9, 9), falling(0.8, 9), falling(0.6, 9)};
        assertThat(CrossBoardView.sentence(board(far, "a", "b", "c")))
                .isEqualTo("Ranks rest on the 9 data sets on which each of the 3 has an AUC. a is significantly better"
                        + " than b, c.");
        double[][] near = {{9, 1, 9, 1, 9, 1, 9, 1}, {1, 9, 1, 9, 1, 9, 1, 9}};
        assertThat(CrossBoardView.sentence(board(near, "a", "b")))
                .endsWith("a has the best mean rank, but is not significantly different from any other.");
        double[][] few = {falling(0.9, 5), falling(0.8, 5)};
        assertThat(CrossBoardView.sentence(board(few, "a", "b")))
                .endsWith("On fewer than 6 no difference between 2 detectors can be significant.");
        assertThat(CrossBoardView.sentence(board(new double[][] {{}, {}}, "a", "b")))
                .startsWith("No data set has an AUC of each of these 2 detectors.");
        assertThat(CrossBoardView.sentence(board(new double[][] {{1}}, "a")))
                .isEqualTo("Choose at least two detectors.");
    }

    @Test
    void drawsABarForEachGroup() {
        double[][] values = {falling(0.9, 9), falling(0.9, 9), falling(0.6, 9)};
        var drawn = Jsoup.parseBodyFragment(RankDiagram.of(List.of("a", "b", "c"), RankComparison.of(values))
                .toString());
        assertThat(drawn.select(".odd-rank-diagram__bar")).hasSize(1);
        assertThat(drawn.select("text").eachText()).containsExactly("1", "2", "3", "a 1.50", "b 1.50", "c 3.00");
        assertThat(drawn.select("svg").attr("aria-label")).isEqualTo("Mean ranks: a 1.50, b 1.50, c 3.00");
    }
}
