package oddboard.run.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import oddboard.dataset.DatasetRoutes;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import org.junit.jupiter.api.Test;

class RankedImagesViewTest extends RunPageTest {
    private static final int TEST_IMAGES = 90;

    private Run run;
    private Ranking ranking;

    private void openRun(Map<String, String> query) {
        var dataset = readyDataset(48, TEST_IMAGES);
        run = succeeded(dataset, "ranked");
        ranking = Ranking.of(runs.scores(run.id(), 0, users.require()).orElseThrow());
        open(RunRoutes.images(run.id()), QueryParameters.simple(query));
    }

    @Test
    void showsTheMostAnomalousFirstAndMoreWhenAsked() {
        openRun(Map.of());
        var tiles = find(ImageTile.class).all();
        assertThat(tiles).hasSize(RankedImagesView.PAGE);
        assertThat(tiles.getFirst().index()).isEqualTo(ranking.index(1));
        var version = runs.find(run.id(), users.require()).orElseThrow().version();
        assertThat(find(Image.class, tiles.getFirst()).all()).extracting(Image::getSrc).containsExactly(
                DatasetRoutes.imagePng(version, 48 + ranking.index(1)),
                RunRoutes.reconstructionPng(run.id(), ranking.index(1)), RunRoutes.errorMapPng(run.id(), ranking.index(1)));
        test(find(MoreButton.class).single()).click();
        assertThat(find(ImageTile.class).all()).hasSize(TEST_IMAGES);
        assertThat(find(MoreButton.class).exists()).isFalse();
    }

    @Test
    void countsAndFiltersByWhatTheThresholdMakesOfEachImage() {
        openRun(Map.of());
        var counts = ranking.counts(ranking.balanced());
        assertThat(text()).contains("All 90", "Found " + counts.found(), "False alarms " + counts.falseAlarms(),
                "Missed " + counts.missed(), "Passed " + counts.passed());
        test(find(Chip.class).withTextContaining("Found").single()).click();
        assertThat(find(ImageTile.class).all()).hasSize(counts.found());
        assertThat(find(Chip.class).withTextContaining("Found").single().getElement().getAttribute("aria-pressed"))
                .isEqualTo("true");
    }

    @Test
    void comesBackFromItsAddress() {
        openRun(Map.of("order", "rising", "type", "normal", "outcome", "passed", "threshold", "1e9"));
        var tiles = find(ImageTile.class).all();
        assertThat(tiles).hasSize(60).allSatisfy(tile -> assertThat(ranking.anomalous(tile.index())).isFalse());
        int last = TEST_IMAGES;
        while (ranking.anomalous(ranking.index(last))) {
            last--;
        }
        assertThat(tiles.getFirst().index()).isEqualTo(ranking.index(last));
        assertThat(text()).contains("Found 0", "Missed 30", "Passed 60");
        assertThat(find(Select.class).all()).extracting(Select::getValue).containsExactly("normal", true);
    }

    @Test
    void opensTheImageOfItsAddressLargeAndGoesOnFromThere() {
        openRun(Map.of("threshold", "0"));
        var first = ranking.index(1);
        open(RunRoutes.images(run.id()), QueryParameters.simple(Map.of("image", Integer.toString(first))));
        var dialog = find(ImageDialog.class).single();
        assertThat(dialog.index()).isEqualTo(first);
        assertThat(find(Button.class, dialog).withText("← Previous").single().isEnabled()).isFalse();
        test(find(Button.class, dialog).withText("Next →").single()).click();
        assertThat(dialog.index()).isEqualTo(ranking.index(2));
        test(find(Button.class, dialog).withText("Next mistake").single()).click();
        assertThat(ranking.outcome(dialog.index(), ranking.balanced()).isMistake()).isTrue();
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
        assertThat(text()).contains("Missed " + ranking.counts(ranking.recallAtLeast(0.95)).missed());
    }
}
