package oddboard.leaderboard.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.QueryParameters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.VersionId;
import oddboard.job.JobState;
import oddboard.label.LabelChange;
import oddboard.label.LabelSets;
import oddboard.leaderboard.BoardRoutes;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboards;
import oddboard.leaderboard.Submission;
import oddboard.leaderboard.Submissions;
import oddboard.run.Run;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.run.ui.Chip;
import oddboard.testing.Await;
import oddboard.testing.PageTest;
import oddboard.ui.Chart;
import oddboard.ui.MarkupRows;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

/** Submissions, ensembles, and the page that compares entries of a board. */
class ComparePagesTest extends PageTest {
    @Autowired
    private Runs runs;

    @Autowired
    private Leaderboards leaderboards;

    @Autowired
    private Submissions submissions;

    @Autowired
    private LabelSets labelSets;

    private EntryId run(Dataset dataset, String detector, String name, int seed) {
        Run run = runs.start(
                new RunSpec(
                        version(dataset),
                        detector,
                        Map.of("epochs", 1, "batchSize", 16, "seed", seed),
                        name,
                        List.of("tag-" + name),
                        0,
                        "cpu"),
                users.require());
        Await.until(
                "run " + run.id(),
                Duration.ofMinutes(2),
                () -> runs.find(run.id(), users.require())
                        .filter(r -> r.job().state() == JobState.SUCCEEDED)
                        .orElse(null));
        return EntryId.of(run.id());
    }

    private static VersionId version(Dataset dataset) {
        return dataset.ready().orElseThrow().id();
    }

    private Submission submit(Dataset dataset, String name, int images) {
        var text = new StringBuilder("ID,score\n");
        for (int i = 0; i < images; i++) {
            text.append(i).append(',').append(i * 7 % 13).append('\n');
        }
        try {
            return submissions.add(
                    version(dataset),
                    name,
                    "scores.csv",
                    new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)),
                    users.require());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void comparesRunsAndASubmissionAndMakesAnEnsembleOfThem() {
        var dataset = readyDataset(48, 60);
        var ids = List.of(
                run(dataset, "fcn", "alpha", 1),
                run(dataset, "fcn", "alpha", 2),
                run(dataset, "conv", "beta", 1),
                submit(dataset, "made elsewhere", 60).entry());
        open(
                BoardRoutes.COMPARE,
                QueryParameters.simple(
                        Map.of("runs", "s999999," + ids.get(0) + "," + ids.get(2) + "," + ids.get(3) + ",99999")));
        assertThat(text())
                .contains(
                        "3 of 4 on",
                        "2 left out",
                        "alpha",
                        "beta",
                        "made elsewhere",
                        "ROC",
                        "Learning curves",
                        "Are they significantly different?",
                        "Where two disagree",
                        "All images, those first whose ranks differ most");
        assertThat(find(Chart.class).all()).hasSize(8);
        assertThat(text()).contains("Detector fcn conv").doesNotContain("Batch size");
        test(find(Checkbox.class).withLabel("Identical ones too").single()).click();
        assertThat(text()).contains("Batch size 16 16");

        test(find(NativeButton.class)
                        .withAttribute("aria-label", "Take out beta")
                        .single())
                .click();
        assertThat(text()).contains("2 of 4 on").doesNotContain("Detector fcn conv");
        var add = find(ComboBox.class).single();
        assertThat(add.getListDataView().getItemCount()).isEqualTo(2);

        open(
                BoardRoutes.compare(ids.subList(0, 3)).split("\\?")[0],
                QueryParameters.simple(Map.of("runs", ids.get(0) + "," + ids.get(1) + "," + ids.get(2))));
        test(find(Button.class).withText("Ensemble of these").single()).click();
        assertThat(text(find(EnsembleDialog.class).single())).contains("z-scores");
        test(find(Button.class).withText("Make it").single()).click();
        assertThat(text()).contains("4 of 5 on", "ensemble of " + ids.get(0) + ", " + ids.get(1) + ", " + ids.get(2));
        var entry = leaderboards.of(version(dataset), users.require()).entries().stream()
                .filter(e -> e.detector().equals("ensemble"))
                .findFirst()
                .orElseThrow();
        open(BoardRoutes.submission(entry.id().value()));
        assertThat(text())
                .contains("Ensemble, mean of z-scores", "compare its 3 members", "Best F1", "most anomalous first");

        open(DatasetRoutes.leaderboard(dataset.id()));
        assertThat(markupRows()).hasSize(5);
        assertThat(find(Anchor.class).withText("Compare 3").single().getHref()).startsWith("compare?runs=");
        test(find(Chip.class).withText("Mean over seeds").single()).click();
        assertThat(markupRows())
                .hasSize(4)
                .anySatisfy(row -> assertThat(row.text()).contains("2 seeds", "±"));
    }

    @Test
    void ordersChoosesAndFiltersTheBoardAndRemembersItsColumns() {
        var dataset = readyDataset(48, 30);
        run(dataset, "fcn", "zeta", 1);
        run(dataset, "conv", "eta", 1);
        open(DatasetRoutes.leaderboard(dataset.id()), QueryParameters.simple(Map.of("sort", "name")));
        assertThat(names()).containsExactly("eta", "zeta");
        click(table(), title("Run").attr(MarkupRows.DO), "");
        assertThat(names()).containsExactly("zeta", "eta");
        open(DatasetRoutes.leaderboard(dataset.id()), QueryParameters.simple(Map.of("detector", "conv")));
        assertThat(names()).containsExactly("eta");
        open(DatasetRoutes.leaderboard(dataset.id()), QueryParameters.simple(Map.of("tag", "tag-zeta")));
        assertThat(names()).containsExactly("zeta");
        open(DatasetRoutes.leaderboard(dataset.id()), QueryParameters.simple(Map.of("columns", "seed,auc")));
        assertThat(titles()).containsExactly("Rank", "Run", "Seed", "AUC");
        open(DatasetRoutes.leaderboard(dataset.id()), QueryParameters.simple(Map.of("columns", "auc,settings")));
        assertThat(titles()).containsExactly("Rank", "Run", "AUC");
        assertThat(words(table().head()))
                .as("the one setting that differs")
                .contains("Widths")
                .doesNotContain("Epochs");
        assertThat(table().rows().values()).anyMatch(row -> row.contains("128, 64, 12, 3"));
        open(DatasetRoutes.leaderboard(dataset.id()));
        assertThat(titles()).contains("Detector", "By", "AUC").doesNotContain("Seed");
        test(find(Button.class).withText("Columns").single()).click();
        test(find(Checkbox.class).withLabel("Seed").single()).click();
        open(DatasetRoutes.leaderboard(dataset.id()));
        assertThat(titles()).endsWith("Train time", "Seed");
        openAs("ada", DatasetRoutes.leaderboard(dataset.id()));
        assertThat(titles()).endsWith("Train time");
        openAs("grace", DatasetRoutes.leaderboard(dataset.id()));
        test(find(Button.class).withText("Columns").single()).click();
        test(find(Button.class).withText("The usual ones").single()).click();
        open(DatasetRoutes.leaderboard(dataset.id()));
        assertThat(titles()).endsWith("Train time");
    }

    private List<String> names() {
        return markupRows().stream()
                .map(row -> row.select("td").get(2).select("a").getFirst().text())
                .toList();
    }

    private MarkupRows table() {
        return find(MarkupRows.class).single();
    }

    private List<String> titles() {
        return elements(table().head()).select(".odd-sort").eachText();
    }

    private Element title(String text) {
        return elements(table().head()).select(".odd-sort").stream()
                .filter(b -> b.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void evaluatesASubmissionByEveryLabelSetAndLetsItsOwnerDeleteIt() {
        var dataset = readyDataset(48, 30);
        var sent = submit(dataset, "mine", 30);
        Double before = sent.metrics().auroc();
        var labels = labelSets.whole(version(dataset), 0);
        int anomalous = labels.anomalous()[0] ? 0 : 1;
        while (!labels.anomalous()[anomalous]) {
            anomalous++;
        }
        labelSets.save(version(dataset), List.of(new LabelChange(anomalous, false, "")), "", users.require());
        var after = submissions.find(sent.id(), 0, users.require()).orElseThrow();
        assertThat(after.metrics().labelSet()).isEqualTo(2);
        assertThat(after.metrics().auroc()).isNotEqualTo(before);
        assertThat(submissions
                        .find(sent.id(), 1, users.require())
                        .orElseThrow()
                        .metrics()
                        .auroc())
                .isEqualTo(before);
        openAs("linus", BoardRoutes.submission(sent.id()));
        assertThat(text()).contains("mine", "Scores made elsewhere");
        assertThat(find(Button.class).withText("Delete").exists()).isFalse();
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> submissions.delete(sent.id(), users.require()));
        openAs("grace", BoardRoutes.submission(sent.id()));
        test(find(Button.class).withText("Delete").single()).click();
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(submissions.find(sent.id(), 0, users.require())).isEmpty();
        assertThat(leaderboards.of(version(dataset), users.require()).entries()).isEmpty();
    }

    @Test
    void takesSoManySubmissionsAPersonAndDayAndCountsDeletedOnes() {
        var dataset = readyDataset(48, 30);
        submissions.setLimit(dataset, 2, users.require());
        submissions.delete(submit(dataset, "one", 30).id(), users.require());
        assertThatExceptionOfType(InputException.class)
                .as("a wrong file counts for nothing")
                .isThrownBy(() -> submit(dataset, "wrong", 29));
        submit(dataset, "two", 30);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> submit(dataset, "three", 30))
                .withMessageContaining("today's 2 submissions");
        become("ada");
        submit(dataset, "another person's", 30);
        become("linus");
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> submit(dataset, "a viewer's", 30));
    }

    @Test
    void leadsToTheBoardsWhereNothingIsSelectedAndTellsNobodyOfPrivateOnes() {
        var dataset = readyDataset(48, 30, Dataset.Visibility.PRIVATE);
        var secret = submit(dataset, "secret", 30);
        open(BoardRoutes.COMPARE);
        assertThat(text()).contains("Nothing to compare yet", dataset.name());
        openAs("linus", BoardRoutes.COMPARE);
        assertThat(text()).doesNotContain(dataset.name());
        open(
                BoardRoutes.COMPARE,
                QueryParameters.simple(Map.of("runs", secret.entry().toString())));
        assertThat(text()).contains("may not see them").doesNotContain("secret");
        open(BoardRoutes.submission(secret.id()));
        assertThat(text()).contains("may not see it").doesNotContain("secret");
    }
}
