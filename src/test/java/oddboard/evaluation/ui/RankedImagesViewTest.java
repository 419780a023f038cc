package oddboard.evaluation.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;
import com.vaadin.flow.router.QueryParameters;
import java.util.List;
import java.util.Map;
import oddboard.dataset.DatasetRoutes;
import oddboard.label.LabelChange;
import oddboard.label.LabelMark;
import oddboard.label.LabelMarks;
import oddboard.label.LabelSets;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.run.ui.RunPageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class RankedImagesViewTest extends RunPageTest {
    private static final int TEST_IMAGES = 90;

    @Autowired
    private LabelMarks marks;

    @Autowired
    private LabelSets labelSets;

    private Run run;
    private Ranking ranking;

    private void openRun(Map<String, String> query) {
        var dataset = readyDataset(48, TEST_IMAGES);
        run = succeeded(dataset, "ranked");
        ranking = Ranking.of(runs.scores(run.id(), 0, users.require()).orElseThrow());
        open(RunRoutes.images(run.id()), QueryParameters.simple(query));
    }

    private JsonNode config() {
        return new JsonMapper()
                .readTree(find(RankedGallery.class).single().getElement().getProperty("config"));
    }

    @Test
    void tellsTheBrowserWhereScoresAndPicturesAre() {
        openRun(Map.of());
        var config = config();
        assertThat(config.path("src").asString()).isEqualTo("api/v1/runs/" + run.id());
        assertThat(config.path("labelSet").asInt()).isEqualTo(1);
        assertThat(config.path("size").asInt()).isEqualTo(32);
        assertThat(config.path("wholeFrame").path("keep").asInt()).isEqualTo(32);
        assertThat(config.path("mayMark").asBoolean()).isTrue();
        assertThat(config.path("runs")).isEmpty();
        openAs("linus", RunRoutes.images(run.id()));
        assertThat(config().path("mayMark").asBoolean()).isFalse();
    }

    @Test
    void sendsAMarkedLabelToReviewAndSaysHowManyWait() {
        openRun(Map.of());
        var version = run.version();
        boolean odd = ranking.anomalous(4);
        var detail = JsonNodeFactory.instance
                .objectNode()
                .put("event.detail.image", 4)
                .put("event.detail.anomalous", !odd)
                .put("event.detail.type", "scratch")
                .put("event.detail.reason", "look at the edge");
        fire("odd-mark", detail);
        assertThat(marks.list(version, LabelMark.State.OPEN, users.require()))
                .singleElement()
                .satisfies(mark -> {
                    assertThat(mark.image()).isEqualTo(4);
                    assertThat(mark.anomalous()).isEqualTo(!odd);
                    assertThat(mark.reason()).isEqualTo("look at the edge");
                    assertThat(mark.run()).isEqualTo(run.id().value());
                });
        assertThat(find(Anchor.class)
                        .withText("1 label waits for review")
                        .single()
                        .getHref())
                .startsWith(DatasetRoutes.review(datasets.findByVersion(version, users.require())
                        .orElseThrow()
                        .id()));
    }

    private void fire(String event, ObjectNode data) {
        var element = find(RankedGallery.class).single().getElement();
        element.getNode().getFeature(ElementListenerMap.class).fireEvent(new DomEvent(element, event, data));
        roundTrip();
    }

    @Test
    void offersANewLabelSetAndKeepsWhatTheAddressSaid() {
        openRun(Map.of("outcome", "missed"));
        labelSets.save(run.version(), List.of(new LabelChange(0, !ranking.anomalous(0), "")), "", users.require());
        awaitText("There is a new label set");
        assertThat(config().path("labelSet").asInt()).isEqualTo(1);
        test(find(Button.class).withText("Show it").single()).click();
        assertThat(config().path("labelSet").asInt()).isEqualTo(2);
        assertThat(text()).contains("label set 2, newest");
    }

    @Test
    void saysWhenThereAreNoScoresYet() {
        var run = start(readyDataset(48, 30), "not yet", 10_000);
        open(RunRoutes.images(run.id()));
        assertThat(text()).contains("No scores yet");
        open(RunRoutes.results(run.id()));
        assertThat(text()).contains("No scores yet");
        runs.cancel(run.id(), users.require());
    }

    @Test
    void showsTheSameCountsAmongTheResults() {
        openRun(Map.of());
        open(RunRoutes.results(run.id()));
        var counts = ranking.counts(ranking.balanced());
        assertThat(text()).contains("AUC", "AP", "Found " + counts.found(), "Passed " + counts.passed(), "Precision");
        test(find(Button.class).withText("95 % recall").single()).click();
        assertThat(text())
                .contains(
                        "Missed " + ranking.counts(ranking.recallAtLeast(0.95)).missed());
    }
}
