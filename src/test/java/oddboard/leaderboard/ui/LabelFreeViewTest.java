package oddboard.leaderboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.QueryParameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import oddboard.dataset.Dataset;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.ImageLabel;
import oddboard.job.JobState;
import oddboard.label.LabelChange;
import oddboard.label.LabelSets;
import oddboard.leaderboard.BoardRoutes;
import oddboard.leaderboard.LabelFreeEvidence;
import oddboard.leaderboard.Leaderboards;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.testing.Await;
import oddboard.testing.PageTest;
import oddboard.ui.MarkupRows;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The columns that need no labels, on a board and over all boards. */
class LabelFreeViewTest extends PageTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @Autowired
    private Runs runs;

    @Autowired
    private Leaderboards leaderboards;

    @Autowired
    private LabelFreeEvidence evidence;

    @Autowired
    private LabelSets labelSets;

    private void trained(Dataset dataset, String detector, Map<String, ?> settings) {
        var run = runs.start(RunSpec.of(dataset.ready().orElseThrow().id(), detector, settings), users.require());
        Await.until(
                "run " + run.id(),
                LONG,
                () -> runs.find(run.id(), users.require())
                        .filter(r -> r.job().state() == JobState.SUCCEEDED)
                        .orElse(null));
    }

    private List<String> rows() {
        return find(MarkupRows.class).single().rows().values().stream()
                .map(row -> words(row).strip())
                .toList();
    }

    @Test
    void ranksABoardWithoutLabelsAndShowsHowFarThatHeldElsewhere() {
        var dataset = readyDataset(48, 30, Visibility.PRIVATE);
        var version = dataset.ready().orElseThrow().id();
        open(BoardRoutes.LABEL_FREE);
        staysOut(dataset);

        for (var detector : List.of("conv", "fcn", "vae")) {
            trained(dataset, detector, Map.of("epochs", 1, "batchSize", 16, "calibrationShare", 0.5));
        }
        trained(dataset, "patches", Map.of("calibrationShare", 0.5));
        trained(dataset, "conv", Map.of("epochs", 1, "batchSize", 16));
        var board = leaderboards.withAgreement(version, leaderboards.of(version, users.require()), users.require());
        assertThat(board.entries())
                .hasSize(5)
                .allMatch(e -> Objects.requireNonNull(e.labelFree().agreement()) <= 1);
        assertThat(board.entries())
                .filteredOn(e -> e.labelFree().syntheticAuroc() == null)
                .as("held nothing out")
                .hasSize(1);

        open(BoardRoutes.LABEL_FREE);
        var row = evidence.of(users.require()).stream()
                .filter(one -> one.dataset().id().equals(dataset.id()))
                .findFirst()
                .orElseThrow();
        assertThat(row.entries()).isEqualTo(5);
        assertThat(row.best()).isEqualTo(board.entries().getFirst().auroc());
        assertThat(Objects.requireNonNull(row.synthetic()).entries()).isEqualTo(4);
        assertThat(Objects.requireNonNull(row.agreement()).entries()).isEqualTo(5);
        assertThat(rows())
                .filteredOn(text -> text.startsWith(dataset.name()))
                .singleElement()
                .satisfies(text ->
                        assertThat(text).startsWith(dataset.name() + " 5 ").contains("(4)", "(5)"));
        openAs("linus", BoardRoutes.LABEL_FREE);
        staysOut(dataset);

        become("grace");
        open(
                DatasetRoutes.leaderboard(dataset.id()),
                QueryParameters.simple(Map.of("columns", "auc,agreement", "sort", "agreement")));
        assertThat(text()).contains("Agreement: rank correlation").doesNotContain("Synthetic defects: AUC");
        assertThat(find(Anchor.class)
                        .withText("How well they ranked entries of boards with labels")
                        .single()
                        .getHref())
                .isEqualTo(BoardRoutes.LABEL_FREE);
        open(DatasetRoutes.leaderboard(dataset.id()), QueryParameters.simple(Map.of("columns", "seed,agreement")));
        test(find(Button.class).withText("Columns").single()).click();
        test(find(Button.class).withText("The usual ones").single()).click();
        assertThat(text()).as("there is an AUC").contains("AUC").doesNotContain("Agreement", "Seed");

        labelSets.save(
                version,
                IntStream.range(0, 30)
                        .mapToObj(i -> new LabelChange(i, ImageLabel.UNLABELED, ""))
                        .toList(),
                "taken away",
                users.require());
        open(DatasetRoutes.leaderboard(dataset.id()));
        assertThat(text()).contains("Synthetic defects: AUC of training images", "Agreement: rank correlation");
        assertThat(rows()).hasSize(5);
        open(BoardRoutes.LABEL_FREE);
        staysOut(dataset);
    }

    /** Boards of other tests may stand on the page; where there is none it says what has to be there. */
    private void staysOut(Dataset dataset) {
        assertThat(text()).doesNotContain(dataset.name());
        assertThat(text().contains("Nothing to compare yet"))
                .isEqualTo(evidence.of(users.require()).isEmpty());
    }
}
