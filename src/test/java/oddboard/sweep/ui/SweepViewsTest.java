package oddboard.sweep.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboards;
import oddboard.metric.DeLong;
import oddboard.run.SweepRoutes;
import oddboard.run.ui.RunPageTest;
import oddboard.sweep.Axis;
import oddboard.sweep.Sweep;
import oddboard.sweep.SweepSpec;
import oddboard.sweep.SweepTies;
import oddboard.sweep.Sweeps;
import oddboard.testing.Await;
import oddboard.ui.Chart;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SweepViewsTest extends RunPageTest {
    @Autowired
    private Sweeps sweeps;

    @Autowired
    private SweepTies ties;

    @Autowired
    private Leaderboards leaderboards;

    @Autowired
    private LabelSets labelSets;

    private AxisField axis(String label) {
        return find(AxisField.class).all().stream()
                .filter(a -> text(a).startsWith(label))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private void mode(String label, AxisField.Mode mode) {
        test((Select<AxisField.Mode>) axis(label)
                        .getChildren()
                        .filter(Select.class::isInstance)
                        .findFirst()
                        .orElseThrow())
                .selectItem(
                        switch (mode) {
                            case DEFAULT -> "default";
                            case FIXED -> "one value";
                            case LIST -> "list of values";
                            case RANGE -> "range";
                        });
    }

    private TextField field(String label) {
        return find(TextField.class).all().stream()
                .filter(f -> f.getLabel().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private Sweep start(Dataset dataset, int epochs, List<Long> seeds, Object... batches) {
        return sweeps.start(
                new SweepSpec(
                        "batches",
                        List.of(version(dataset).id()),
                        List.of("fcn"),
                        Map.of("epochs", Axis.fixed(epochs), "batchSize", new Axis.Values(List.of(batches))),
                        seeds,
                        SweepSpec.Method.GRID,
                        0,
                        0,
                        2,
                        0,
                        "cpu",
                        List.of()),
                users.require());
    }

    @Test
    void previewsWhileOneFillsTheFormInAndStartsWhatWasPreviewed() {
        var dataset = readyDataset(24, 12);
        open(SweepRoutes.NEW);
        assertThat(text()).contains("Choose a data set version");
        assertThat(find(Button.class).withText("Start the sweep").single().isEnabled())
                .isFalse();
        open(
                SweepRoutes.NEW,
                QueryParameters.simple(Map.of("version", version(dataset).id().toString(), "detector", "conv")));
        assertThat(text()).contains("1 run ", "1 combination × 1 seed", "How long is unknown");
        mode("Batch size", AxisField.Mode.LIST);
        assertThat(field("Values").getHelperText()).isEqualTo("With commas between them");
        test(field("Values")).setValue("8, 16, 16");
        mode("Learning rate", AxisField.Mode.RANGE);
        test(field("Seeds")).setValue("1, 2");
        assertThat(text())
                .contains(
                        "12 runs",
                        "6 combinations × 2 seeds",
                        "batch size 8 · learning rate 0.001 · seed 1",
                        "and 4 more");
        test(field("Steps")).setValue("x");
        assertThat(text()).contains("\"learningRate\" takes a number as \"Steps\"");
        test(field("Steps")).setValue("100");
        test(field("Seeds")).setValue("1, 2, 3, 4, 5, 6");
        assertThat(text()).contains("A sweep has at most 1,000 runs, and this one would have 1,200");
        assertThat(find(Button.class).all())
                .filteredOn(b -> b.getText().startsWith("Start"))
                .noneMatch(Button::isEnabled);
        mode("Learning rate", AxisField.Mode.DEFAULT);
        mode("Epochs", AxisField.Mode.FIXED);
        assertThat(field("Value").getHelperText()).isEmpty();
        test(field("Value")).setValue("10000");
        test(field("Seeds")).setValue("7");
        test(find(Button.class).withText("Start 2 runs").single()).click();
        assertThat(getCurrentView()).isInstanceOf(SweepView.class);
        Sweep sweep = sweeps.list(users.require()).getFirst();
        assertThat(sweep.name()).isEqualTo("conv: batch size");
        assertThat(text()).contains("conv: batch size", "grid of 2 runs", "0 of 2 done", "all with epochs 10000");
        sweeps.cancel(sweep.id(), users.require());
    }

    @Test
    void drawsFromARangeInARandomSweep() {
        var dataset = readyDataset(24, 12);
        open(
                SweepRoutes.NEW,
                QueryParameters.simple(Map.of("version", version(dataset).id().toString(), "detector", "conv")));
        mode("Learning rate", AxisField.Mode.RANGE);
        assertThat(text()).contains("3 runs");
        method("some, drawn at random");
        assertThat(text()).contains("10 runs", "10 combinations");
        assertThat(axis("Learning rate").axis()).isInstanceOf(Axis.Draws.class);
    }

    @Test
    void previewsTheRoundsOfSuccessiveHalvingAndShowsThem() {
        var dataset = readyDataset(24, 12);
        open(
                SweepRoutes.NEW,
                QueryParameters.simple(Map.of("version", version(dataset).id().toString(), "detector", "conv")));
        mode("Batch size", AxisField.Mode.LIST);
        test(field("Values")).setValue("4, 8, 16");
        assertThat(text()).doesNotContain("In rounds").doesNotContain("Epochs of the first round");
        test(find(Checkbox.class)
                        .withCondition(box -> box.getLabel().startsWith("Successive halving"))
                        .single())
                .click();
        assertThat(text())
                .contains(
                        "In rounds: 3 combinations to epoch 3, 1 to epoch 9, 1 to epoch 27, 1 to epoch 50.",
                        "A low error on normal images is not a high AUC");
        test(find(Button.class).withText("Start 3 runs").single()).click();
        assertThat(getCurrentView()).isInstanceOf(SweepView.class);
        assertThat(text())
                .contains(
                        "successive halving · grid of 6 runs",
                        "3 in later rounds",
                        "Rounds",
                        "one combination in 3 goes on, by the validation loss",
                        "0 of 3 ended",
                        "to come");
        sweeps.cancel(sweeps.list(users.require()).getFirst().id(), users.require());
    }

    @SuppressWarnings("unchecked")
    private void method(String label) {
        test(find(RadioButtonGroup.class).single()).selectItem(label);
    }

    @Test
    void showsASweepGrowMarksTheBestAndSelectsByTheChart() {
        var dataset = readyDataset(48, 30);
        Sweep sweep = start(dataset, 1, List.of(1L, 2L), 8, 48);
        open(SweepRoutes.overview(sweep.id()));
        awaitText("Finished");
        assertThat(text())
                .contains(
                        "4 of 4 done", "Best: Batch size", "n = 2", "±", "seed 1 0.", "seed 2 0.", "all with epochs 1");
        assertThat(markupRows())
                .filteredOn(row -> row.select(".odd-tag").text().equals("Best"))
                .hasSize(1);
        saysWhetherTheOtherDiffersSignificantly(sweep);
        String data = find(Chart.class).single().getElement().getProperty("data");
        assertThat(data).contains("\"Batch size\"", "\"AUC\"", "\"best\":true");
        assertThat(find(Button.class).withText("Pause").exists()).isFalse();
        Element run = markupRows().stream()
                .flatMap(row -> row.select("a").stream())
                .filter(a -> a.text().startsWith("seed 1"))
                .findFirst()
                .orElseThrow();
        open(run.attr("href"));
        assertThat(text()).contains("part of sweep", "batches");
        open(SweepRoutes.LIST);
        assertThat(text()).contains("batches", "Finished", "4 of 4 done");
    }

    /** Of the mean over seeds, as boards test it. */
    private void saysWhetherTheOtherDiffersSignificantly(Sweep sweep) {
        User who = users.require();
        var labels = labelSets.evaluating(sweep.spec().versions().getFirst(), LabelSet.NEWEST, null, who);
        var combinations = sweeps.results(sweeps.runs(sweep, who)).combinations();
        var means = combinations.stream()
                .map(one -> DeLong.Against.mean(one.runs().stream()
                        .map(run -> EntryId.of(run.run().id()))
                        .map(id -> leaderboards.scores(List.of(id)).get(id))
                        .map(scores -> DeLong.against(
                                labels.evaluated(scores), labels.evaluating().anomalous()))
                        .toList()))
                .toList();
        boolean tied = means.get(0).compare(means.get(1)).p() >= 0.05;
        var found = ties.of(combinations, who);
        assertThat(found.tested()).hasSize(1);
        assertThat(found.tied()).hasSize(tied ? 1 : 0);
        assertThat(text())
                .contains(
                        tied
                                ? "The other combination is not significantly different from the best (95 %, DeLong, by the mean over"
                                        + " seeds)."
                                : "The best is better than the other combination (95 %, DeLong, by the mean over seeds).");
        assertThat(markupRows())
                .filteredOn(row -> row.select(".odd-tie").text().equals("tied with the best"))
                .hasSize(tied ? 1 : 0);
    }

    @Test
    void countsWhatCannotBeToldFromTheBest() {
        assertThat(SweepMessages.ties(new SweepTies.Found(Set.of(), Set.of()))).isEmpty();
        assertThat(SweepMessages.ties(new SweepTies.Found(Set.of(1, 2, 3), Set.of(2))))
                .startsWith("1 of the 3 others is not significantly different from the best (95 %");
        assertThat(SweepMessages.ties(new SweepTies.Found(Set.of(1, 2, 3), Set.of(1, 2))))
                .startsWith("2 of the 3 others are not significantly different from the best (95 %");
        assertThat(SweepMessages.ties(new SweepTies.Found(Set.of(1, 2, 3), Set.of())))
                .startsWith("The best is better than every other combination (95 %");
    }

    @Test
    void isPausedResumedAndCanceledAsOne() {
        var dataset = readyDataset(24, 12);
        Sweep sweep = start(dataset, 10_000, List.of(1L), 8, 12, 24);
        Await.until(
                "a run at work",
                Duration.ofMinutes(1),
                () -> sweeps.find(sweep.id(), users.require())
                        .filter(s -> s.counts().running() > 0)
                        .orElse(null));
        open(SweepRoutes.overview(sweep.id()));
        test(find(Button.class).withText("Pause").single()).click();
        test(find(ConfirmDialog.class).single()).reject();
        awaitText("Paused");
        awaitText("0 of 3 done");
        test(find(IntegerField.class).single()).setValue(1);
        assertThat(sweeps.find(sweep.id(), users.require()).orElseThrow().spec().parallelism())
                .isOne();
        test(find(Button.class).withText("Resume").single()).click();
        awaitText("Running");
        test(find(Button.class).withText("Cancel").single()).click();
        test(find(ConfirmDialog.class).single()).confirm();
        awaitText("Canceled");
        openAs("linus", SweepRoutes.overview(sweep.id()));
        assertThat(text()).contains("batches");
        assertThat(find(Button.class).withText("Resume").exists()).isFalse();
        openAs("linus", SweepRoutes.NEW);
        assertThat(text()).contains("You may look, but not start sweeps");
    }

    @Test
    void tellsNobodyWhetherASweepOnPrivateDataExists() {
        var dataset = readyDataset(24, 12, Dataset.Visibility.PRIVATE);
        Sweep sweep = start(dataset, 1, List.of(1L), 8);
        for (String address : new String[] {SweepRoutes.overview(sweep.id()), "sweeps/999999", "sweeps/abc"}) {
            openAs("linus", address);
            assertThat(text()).contains("may not see it").doesNotContain("batches");
        }
    }
}
