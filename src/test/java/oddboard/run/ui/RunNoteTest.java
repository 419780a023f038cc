package oddboard.run.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.job.JobState;
import oddboard.run.Origin;
import oddboard.run.RunRoutes;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.ui.WordSelect;
import org.junit.jupiter.api.Test;

class RunNoteTest extends RunPageTest {
    private TextField field(String label) {
        return find(TextField.class).all().stream()
                .filter(f -> f.getLabel().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void pinsANoteAndTagsAndFindsRunsByThem() {
        var dataset = readyDataset(24, 12);
        var run = start(dataset, "noted", 10_000);
        var other = start(dataset, "plain", 10_000);
        open(RunRoutes.overview(run.id()));
        runs.describe(run.id(), null, "too bright <b>here</b>", null, null, users.require());
        open(RunRoutes.overview(run.id()));
        test(find(Button.class).withText("Edit name and tags").single()).click();
        test(field("Tags")).setValue("line 3, baseline");
        test(find(Button.class).withText("Save").single()).click();
        assertThat(text()).contains("line 3", "baseline", "Edit name and tags");
        assertThat(find(Html.class).all().stream().map(Html::getInnerHtml))
                .anyMatch(html -> html.contains("too bright &lt;b&gt;here&lt;/b&gt;"));

        open(DatasetRoutes.runs(dataset.id()), QueryParameters.simple(Map.of("tag", "line 3")));
        assertThat(markupRows()).hasSize(1);
        assertThat(text()).contains("noted", "line 3", "baseline").doesNotContain("plain");
        assertThat(markupRows().getFirst().select(".odd-note-icon").eachAttr("aria-label"))
                .containsExactly("Note: too bright <b>here</b>");
        WordSelect tag = find(WordSelect.class).all().stream()
                .filter(select -> select.getValue().equals("line 3"))
                .findFirst()
                .orElseThrow();
        tag.setValue("");
        assertThat(text()).contains("noted", "plain");

        openAs("linus", RunRoutes.overview(run.id()));
        assertThat(text()).contains("line 3").doesNotContain("Edit name");
        assertThat(find(Html.class).all().stream().map(Html::getInnerHtml))
                .anyMatch(html -> html.contains("too bright"));
        become("grace");
        List.of(run, other).forEach(r -> runs.cancel(r.id(), users.require()));
    }

    @Test
    void resumesARunWithMoreEpochs() {
        var dataset = readyDataset(48, 30);
        var run = succeeded(dataset, "first");
        open(RunRoutes.overview(run.id()));
        test(find(Button.class).withText("Resume").single()).click();
        assertThat(find(IntegerField.class).single().getValue()).isEqualTo(4);
        test(find(IntegerField.class).single()).setValue(3);
        test(find(Button.class).withText("Resume").all().getLast()).click();
        assertThat(getCurrentView().getClass().getSimpleName()).isEqualTo("RunView");
        awaitText("at epoch 2");
        var resumed = runs.list(dataset.id(), users.require()).getFirst();
        assertThat(resumed.origin()).isEqualTo(new Origin(Origin.Kind.RESUME, run.id(), 2));
        assertThat(ended(resumed, JobState.SUCCEEDED).training().epoch()).isEqualTo(3);
    }

    @Test
    @SuppressWarnings("unchecked")
    void takesTheVersionOfTheAddressAndSaysWhatWasCloned() {
        var dataset = readyDataset(24, 12);
        var anomalous = DrawnSet.everyNth(12, 4);
        var second = importArrays(dataset, 24, anomalous, labels(anomalous));
        Await.until(
                "the second version",
                Duration.ofMinutes(1),
                () -> datasets.findVersion(second.id(), users.require())
                        .filter(v -> v.state() == DatasetVersion.State.READY)
                        .orElse(null));
        var first = dataset.versions().getFirst();
        var run = start(dataset, "old", 10_000);
        for (var id : List.of(first.id(), second.id())) {
            open(DatasetRoutes.newRun(dataset.id()), QueryParameters.simple(Map.of("version", id.toString())));
            var versions = find(Select.class).all().stream()
                    .filter(s -> "Version".equals(s.getLabel()))
                    .findFirst()
                    .orElseThrow();
            assertThat(((DatasetVersion) versions.getValue()).id()).isEqualTo(id);
        }
        open(
                DatasetRoutes.newRun(dataset.id()),
                QueryParameters.simple(Map.of(
                        "from", run.id().toString(), "version", second.id().toString())));
        test(field("Epochs")).setValue("9000");
        test(find(Button.class).withText("Start the run").single()).click();
        var copy = runs.list(dataset.id(), users.require()).getFirst();
        assertThat(copy.version()).isEqualTo(second.id());
        assertThat(copy.setup().settings()).containsEntry("epochs", 9000).containsEntry("batchSize", 16);
        assertThat(copy.origin()).isEqualTo(new Origin(Origin.Kind.CLONE, run.id(), 0));
        assertThat(text()).contains("clone of", "run " + run.id());
        List.of(run, copy).forEach(r -> runs.cancel(r.id(), users.require()));
    }
}
