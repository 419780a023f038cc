package oddboard.evaluation.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.RangeInput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import oddboard.dataset.Dataset;
import oddboard.detector.Model;
import oddboard.job.JobState;
import oddboard.registry.ModelRegistration;
import oddboard.registry.ModelWeights;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.run.ui.FactsPanel;
import oddboard.run.ui.ReconstructionPanel;
import oddboard.run.ui.RunPageTest;
import oddboard.testing.Await;
import oddboard.ui.Chart;
import oddboard.ui.CrispImage;
import oddboard.ui.MarkupRows;
import oddboard.ui.MarkupTable;
import oddboard.ui.MarkupTiles;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class RunViewTest extends RunPageTest {
    @Autowired
    private JdbcClient sql;

    @Autowired
    private ModelRegistration registration;

    @Autowired
    private ModelWeights weights;

    @Test
    void followsARunToItsAucWithoutAReload() {
        var dataset = readyDataset(48, 30);
        var run = start(dataset, "watched", 3);
        open(RunRoutes.overview(run.id()));
        assertThat(find(Button.class).withText("Cancel").exists()).isTrue();
        awaitText("Succeeded");
        assertThat(text()).contains("AUC", "training", "Most anomalous", "3 of 3");
        assertThat(find(Anchor.class).withText("Ranked images").single().getHref())
                .isEqualTo(RunRoutes.images(run.id()));
        assertThat(find(Button.class).withText("Cancel").exists()).isFalse();
        assertThat(text()).contains("Suspicious training images");
        SuspectsPanel suspects = find(SuspectsPanel.class).single();
        assertThat(suspects.leaveOut.isEnabled()).isFalse();
        test(find(Checkbox.class, suspects).all().getFirst()).click();
        assertThat(suspects.leaveOut.isEnabled()).isTrue();
        assertThat(find(Chart.class).single().getElement().getProperty("data")).contains("\"epochs\":3");
    }

    @Test
    void saysThatAResultIsNoBetterThanChanceAndWhy() {
        var dataset = readyDataset(48, 30);
        var run = start(dataset, "chance", 1);
        open(RunRoutes.overview(run.id()));
        awaitText("Succeeded");
        sql.sql("""
                update run_judgement set auroc = 0.47, auroc_low = 0.3, auroc_high = 0.6, weak_types = '{bent}' where run_id = :run
                """).param("run", run.id().value()).update();
        for (var page : List.of(RunRoutes.overview(run.id()), RunRoutes.results(run.id()))) {
            open(page);
            assertThat(find(ChanceWarning.class).single().getElement().getTextRecursively())
                    .as(page)
                    .contains(
                            "This result is no better than chance: the 95 % interval of its AUC holds 0.5. Likely reason: ",
                            "One type of anomaly is no better told from normal images than by chance, or ranked below"
                                    + " them: bent.");
        }
        sql.sql("update run_judgement set auroc_low = 0.6, auroc_high = 0.9, weak_types = '{}' where run_id = :run")
                .param("run", run.id().value())
                .update();
        open(RunRoutes.overview(run.id()));
        assertThat(find(ChanceWarning.class).exists()).isFalse();
    }

    @Test
    void showsTheLossTheLogAndReconstructionsGrow() {
        var dataset = readyDataset(48, 30);
        var run = start(dataset, "grown", 10_000);
        try {
            watch(dataset, run);
        } finally {
            runs.cancel(run.id(), users.require());
        }
    }

    private void watch(Dataset dataset, Run run) {
        open(RunRoutes.overview(run.id()));
        awaitText("best");
        var data = find(Chart.class).single().getElement().getProperty("data");
        awaitText("epoch 20 ");
        assertThat(find(Chart.class).single().getElement().getProperty("data"))
                .as("what was sent is not sent again")
                .isEqualTo(data);
        awaitText("Latest reconstructions");
        var panel = find(ReconstructionPanel.class).single();
        var pictures = find(CrispImage.class, panel).all();
        assertThat(pictures).hasSize(16);
        assertThat(pictures.get(0).getSrc())
                .isEqualTo("/api/v1/versions/" + version(dataset).id() + "/images/48.png?frame=square");
        assertThat(pictures.get(1).getSrc()).matches("/api/v1/runs/" + run.id() + "/previews/\\d+/0\\.png\\?v=\\d+");
        // The next real one comes when the first has cost under a hundredth of the time, which a busy machine puts off.
        sql.sql("""
                insert into run_preview (run_id, epoch, attempt, images, pixels)
                select run_id, 9999, attempt, images, pixels from run_preview where run_id = :run limit 1
                """).param("run", run.id().value()).update();
        awaitText("after epoch 9,999");
        assertThat(pictures.get(1).getSrc()).contains("/previews/9999/0.png");
        var slider = find(RangeInput.class, panel).single();
        assertThat(slider.isVisible()).isTrue();
        test(slider).setValue(0.0);
        int first = sql.sql("select min(epoch) from run_preview where run_id = :run")
                .param("run", run.id().value())
                .query(Integer.class)
                .single();
        assertThat(pictures.get(1).getSrc()).contains("/previews/" + first + "/0.png");
        assertThat(text(panel)).contains("the newest is");
    }

    @Test
    void keepsTheLinkToTheDataSetInPlaceWhileMetricsChange() {
        var dataset = readyDataset(48, 30);
        var run = start(dataset, "read by keys", 10_000);
        open(RunRoutes.overview(run.id()));
        awaitText("best");
        var facts = find(FactsPanel.class).single();
        var link = find(Anchor.class, facts).single();
        var before = text(facts);
        Await.until("the next metrics", Duration.ofMinutes(1), () -> {
            roundTrip();
            return text().isEmpty() || text(facts).equals(before) ? null : true;
        });
        assertThat(find(Anchor.class, find(FactsPanel.class).single()).single()).isSameAs(link);
        runs.cancel(run.id(), users.require());
    }

    @Test
    void stopsEarlyAndScoresWithTheWeightsItHas() throws IOException {
        var dataset = readyDataset(48, 30);
        var run = start(dataset, "long enough", 10_000);
        open(RunRoutes.overview(run.id()));
        awaitText("best");
        var stop = find(Button.class).withText("Stop here and score").single();
        assertThat(stop.getTooltip().getText()).contains("after the epoch at work");
        test(stop).click();
        awaitText("Succeeded");
        var ended = runs.find(run.id(), users.require()).orElseThrow();
        assertThat(ended.training().epoch()).isBetween(1, 9_999);
        assertThat(ended.result()).isNotNull();
        assertThat(runs.log(run.id(), 0))
                .extracting(line -> line.line())
                .anyMatch(line -> line.startsWith("ends early, as requested: after epoch "
                        + ended.training().epoch() + " of 10000"));
        assertThat(audited("run.finish")).contains("run " + run.id());
        // Its weights are those that scored, and ask for no further training.
        var version = registration.register(run.id(), "stopped-early", "", List.of(), users.require());
        try (Model model = weights.open(version, "cpu")) {
            assertThat(model.epoch()).isEqualTo(ended.training().epoch());
        }
    }

    private List<String> audited(String action) {
        return sql.sql("select object from audit where action = :action")
                .param("action", action)
                .query(String.class)
                .list();
    }

    @Test
    void cancelsAfterAskingAndOffersARetry() {
        var dataset = readyDataset(48, 30);
        var run = start(dataset, "endless", 10_000);
        open(RunRoutes.overview(run.id()));
        test(find(Button.class).withText("Cancel").single()).click();
        test(find(ConfirmDialog.class).single()).confirm();
        awaitText("Canceled");
        assertThat(runs.find(run.id(), users.require()).orElseThrow().job().state())
                .isEqualTo(JobState.CANCELLED);
        for (var words : Map.of("Retry", "from the beginning", "Resume", "last checkpoint", "Clone", "to change some")
                .entrySet()) {
            find(Button.class).withText(words.getKey()).all().forEach(button -> {
                assertThat(button.getTooltip().getText()).contains(words.getValue());
                assertThat(text())
                        .contains(words.getKey() + ": " + " "
                                + button.getTooltip().getText());
            });
        }
        test(find(Button.class).withText("Retry").single()).click();
        assertThat(getCurrentView()).isInstanceOf(RunView.class);
        var again = runs.list(dataset.id(), users.require()).getFirst();
        assertThat(again.id()).isNotEqualTo(run.id());
        assertThat(again.setup().settings()).isEqualTo(run.setup().settings());
        runs.cancel(again.id(), users.require());
    }

    @Test
    void showsAllMetricsAndAThresholdForEveryRule() {
        var dataset = readyDataset(48, 60);
        var run = succeeded(dataset, "figured");
        open(RunRoutes.overview(run.id()));
        // Of 60 test images 20 are anomalous; these eight may hold false alarms, which are still normal images.
        assertThat(find(MarkupTiles.class).single().rows().values()).hasSize(8).allSatisfy(tile -> {
            var chip = elements(tile).select(".odd-tag").first();
            assertThat(chip.attr("tone")).isEqualTo(chip.text().equals("normal") ? "neutral" : "warn");
            assertThat(elements(tile).select(".odd-tile__mistake").isEmpty())
                    .isEqualTo(
                            !elements(tile).select("button").attr("aria-label").contains("wrong"));
        });
        open(RunRoutes.results(run.id()));
        assertThat(text())
                .contains(
                        "Best F1",
                        "FPR at 95 % TPR",
                        "95 % by bootstrap",
                        "Partial AUC",
                        "By type of anomaly",
                        "at least 95 % recall",
                        "at most 5 % false alarms")
                .doesNotContain("AUPRO");
        var table = find(MarkupTable.class).all().stream()
                .filter(t -> words(t.head()).contains("Threshold"))
                .findFirst()
                .orElseThrow();
        var last = table.rows().lastEntry();
        var chosen = elements(String.valueOf(last.getValue()))
                .select("button.odd-link-button:not([disabled])")
                .getFirst();
        click(table, chosen.attr(MarkupRows.DO), String.valueOf(last.getKey()));
        assertThat(text()).contains("Threshold " + chosen.text(), "recall 1.00");
    }

    @Test
    void showsSettingsWithTheChangedOnesMarkedAndTheWholeStory() {
        var dataset = readyDataset(48, 30);
        var run = succeeded(dataset, "told");
        open(RunRoutes.settings(run.id()));
        assertThat(text()).contains("2 changed", "Batch size 16", "Learning rate");
        open(RunRoutes.attempts(run.id()));
        assertThat(text()).contains("Queued", "Running", "Succeeded", "attempt 1 of at most");
        open(RunRoutes.log(run.id()));
        assertThat(text()).contains("epoch 2");
    }

    @Test
    void tellsNobodyWhetherARunOfAPrivateDataSetExists() {
        var dataset = readyDataset(48, 30, Dataset.Visibility.PRIVATE);
        var run = start(dataset, "hush", 10_000);
        open(RunRoutes.overview(run.id()));
        assertThat(text()).contains("hush", dataset.name());
        for (var address : new String[] {
            "runs/999999",
            "runs/abc",
            "runs/99999999999999999999/results",
            RunRoutes.overview(run.id()),
            RunRoutes.images(run.id()),
            RunRoutes.settings(run.id()),
            RunRoutes.log(run.id()),
            "datasets/" + dataset.id() + "/runs",
            "datasets/" + dataset.id() + "/new-run",
            "datasets/" + dataset.id()
        }) {
            openAs("linus", address);
            assertThat(text())
                    .as(address)
                    .contains("may not see it")
                    .doesNotContain("hush")
                    .doesNotContain(dataset.name() + " ");
        }
        openAs("linus", RunRoutes.LIST);
        assertThat(text()).doesNotContain("hush");
        runs.cancel(run.id(), become("grace"));
    }

    @Test
    void leavesThoseWhoMayOnlyLookWithoutButtons() {
        var dataset = readyDataset(48, 30);
        var run = succeeded(dataset, "looked at");
        openAs("linus", RunRoutes.overview(run.id()));
        assertThat(text()).contains("looked at", "AUC");
        assertThat(find(Button.class).withText("Clone").exists()).isFalse();
        openAs("linus", "datasets/" + dataset.id() + "/new-run");
        assertThat(text()).contains("You may look, but not start runs");
    }
}
