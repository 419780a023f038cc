package oddboard.run.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.util.List;
import java.util.Map;
import oddboard.dataset.DatasetRoutes;
import oddboard.job.JobState;
import oddboard.run.RunRoutes;
import oddboard.ui.MarkupRows;
import org.junit.jupiter.api.Test;

class RunsViewTest extends RunPageTest {
    @Test
    void fillsBeforeOnesEyes() {
        var dataset = readyDataset(48, 30);
        open(DatasetRoutes.runs(dataset.id()));
        assertThat(text()).contains("No runs yet", "New run");
        start(dataset, "comet", 2);
        awaitText("comet");
        awaitText("Succeeded 1");
        start(dataset, "meteor", 2);
        awaitText("meteor");
        awaitText("Succeeded 2");
        assertThat(words(find(MarkupRows.class).single().head())).contains("Detector");
        assertThat(markupRows())
                .extracting(row -> words(row.html()))
                .satisfiesExactly(
                        row -> assertThat(row).contains("Succeeded", "meteor", "v1", "–"),
                        row -> assertThat(row).contains("Succeeded", "comet"));
    }

    @Test
    void filtersByState() {
        var dataset = readyDataset(48, 30);
        succeeded(dataset, "done and dusted");
        var open = start(dataset, "still going", 10_000);
        open(RunRoutes.LIST, QueryParameters.simple(Map.of("state", "open")));
        assertThat(text()).contains("still going").doesNotContain("done and dusted");
        test(find(Chip.class).withTextContaining("Succeeded").single()).click();
        assertThat(text()).contains("done and dusted", dataset.name()).doesNotContain("still going");
        runs.cancel(open.id(), users.require());
    }

    private String pressed() {
        return find(Chip.class).all().stream()
                .filter(chip -> "true".equals(chip.getElement().getAttribute("aria-pressed")))
                .map(Chip::getText)
                .findFirst()
                .orElse("");
    }

    @Test
    void opensByALinkToAFilterAndTakesNoNoticeOfWhatItDoesNotKnow() {
        var dataset = readyDataset(48, 30);
        var stopped = start(dataset, "stopped early", 10_000);
        runs.cancel(stopped.id(), users.require());
        ended(stopped, JobState.CANCELLED);
        open(RunRoutes.LIST, QueryParameters.simple(Map.of("state", "failed")));
        assertThat(text()).contains("stopped early");
        assertThat(pressed()).startsWith("Failed or canceled");
        open(RunRoutes.LIST, QueryParameters.simple(Map.of("state", "succeeded")));
        assertThat(text()).doesNotContain("stopped early");
        assertThat(pressed()).startsWith("Succeeded");
        open(RunRoutes.LIST, QueryParameters.simple(Map.of("state", "FAILED", "utm_source", "mail", "page", "-1")));
        assertThat(text()).as("a filter that there isn't").contains("stopped early");
        assertThat(pressed()).startsWith("All");
        open(
                RunRoutes.LIST,
                new QueryParameters(Map.of("state", List.of("failed", "open"), "tag", List.of(""), "x", List.of())));
        assertThat(text()).contains("stopped early");
        assertThat(pressed()).startsWith("Failed or canceled");
        open(RunRoutes.LIST, QueryParameters.simple(Map.of("tag", "a tag that nobody gave")));
        assertThat(text()).contains("No run fits this filter.");
    }

    @Test
    void searchesAndSortsByTheAddress() {
        var dataset = readyDataset(48, 30);
        succeeded(dataset, "quasar one");
        succeeded(dataset, "pulsar two");
        open(RunRoutes.LIST, QueryParameters.simple(Map.of("search", "quasar " + dataset.name())));
        assertThat(text()).contains("quasar one", "Succeeded 1").doesNotContain("pulsar two");
        test(find(TextField.class).withValue("quasar " + dataset.name()).single())
                .setValue("no such run");
        assertThat(text()).contains("No run fits this filter.", "All 0");
        open(
                DatasetRoutes.runs(dataset.id()),
                QueryParameters.simple(Map.of("sort", "name", "by", "grace", "search", "sar")));
        assertThat(markupRows())
                .extracting(row -> words(row.html()))
                .satisfiesExactly(
                        row -> assertThat(row).contains("pulsar two"),
                        row -> assertThat(row).contains("quasar one"));
        click(find(MarkupRows.class).single(), "sort -name", "");
        assertThat(markupRows()).first().satisfies(row -> assertThat(row.text()).contains("quasar one"));
        open(DatasetRoutes.runs(dataset.id()), QueryParameters.simple(Map.of("by", "nobody")));
        assertThat(text()).contains("No run fits this filter.");
    }

    @Test
    void tagsAndDeletesThoseThatAreSelected() {
        var dataset = readyDataset(48, 30);
        var first = succeeded(dataset, "nova");
        succeeded(dataset, "dwarf");
        open(DatasetRoutes.runs(dataset.id()));
        assertThat(find(Button.class).withText("Tag").exists())
                .as("nothing is selected")
                .isFalse();
        click(find(MarkupRows.class).single(), "select", first.id().toString());
        assertThat(text()).contains("1 run selected");
        assertThat(find(Button.class).withText("Cancel runs").single().isEnabled())
                .isFalse();
        test(find(Button.class).withText("Select all shown").single()).click();
        assertThat(text()).contains("2 runs selected");
        test(find(Button.class).withText("Tag").single()).click();
        test(find(TextField.class).withLabel("Add tags").single()).setValue("stars, kept");
        test(find(Button.class).withText("Save").single()).click();
        assertThat(runs.find(first.id(), users.require()).orElseThrow().tags()).containsExactly("stars", "kept");
        assertThat(text()).contains("2 runs selected");
        click(find(MarkupRows.class).single(), "select", first.id().toString());
        test(find(Button.class).withText("Delete").single()).click();
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(text()).contains("nova").doesNotContain("dwarf", "selected");
    }
}
