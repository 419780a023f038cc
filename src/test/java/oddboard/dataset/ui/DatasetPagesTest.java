package oddboard.dataset.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import oddboard.dataset.Baseline;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRoutes;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;

/** What all pages of a data set share, and its settings. */
class DatasetPagesTest extends PageTest {
    @Test
    void leadsToEverySiblingAndMarksItself() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.settings(dataset.id()));
        var header = find(DatasetHeader.class).single();
        assertThat(find(Anchor.class, header).all())
                .extracting(Anchor::getHref)
                .containsExactly(
                        DatasetRoutes.leaderboard(dataset.id()),
                        DatasetRoutes.images(dataset.id()),
                        DatasetRoutes.runs(dataset.id()),
                        DatasetRoutes.versions(dataset.id()),
                        DatasetRoutes.settings(dataset.id()));
        assertThat(find(Anchor.class, header)
                        .withAttribute("aria-current")
                        .single()
                        .getText())
                .isEqualTo("Settings");
        assertThat(find(Button.class, header).withText("New run").single().isEnabled())
                .isFalse();
    }

    @Test
    void tellsNobodyWhetherAPrivateDataSetExists() {
        var mine = newDataset(Visibility.PRIVATE);
        for (var address : new String[] {
            DatasetRoutes.settings(mine.id()),
            DatasetRoutes.versions(mine.id()),
            DatasetRoutes.images(mine.id()),
            DatasetRoutes.newVersion(mine.id()),
            "datasets/999999/images",
            "datasets/no-number/settings"
        }) {
            openAs("linus", address);
            assertThat(getCurrentView()).as(address).isNotInstanceOf(DatasetPage.class);
            assertThat(text()).as(address).contains("may not see it").doesNotContain(mine.name() + " ");
        }
    }

    @Test
    void keepsTheLinesOfTheLeaderboard() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.settings(dataset.id()));
        assertThat(text()).contains("as in the homework on anomaly detection of the course Machine Learning");
        test(find(Button.class).withText("Add the lines of a course").single()).click();
        var values = find(NumberField.class).all();
        assertThat(values).hasSize(4);
        for (int i = 0; i < 4; i++) {
            test(values.get(i)).setValue(0.5 + i / 10.0);
        }
        test(find(Button.class, find(BaselineEditor.class).single())
                        .withText("Save")
                        .single())
                .click();
        assertThat(datasets.find(dataset.id(), users.require()).orElseThrow().baselines())
                .contains(new Baseline("simple", 0.5), new Baseline("boss", 0.8));
    }

    @Test
    void refusesALineThatIsNoAuc() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.settings(dataset.id()));
        test(find(Button.class).withText("Add line").single()).click();
        find(TextField.class, find(BaselineEditor.class).single()).single().setValue("boss");
        var auroc = find(NumberField.class).single();
        auroc.setValue(79.5);
        test(find(Button.class, find(BaselineEditor.class).single())
                        .withText("Save")
                        .single())
                .click();
        assertThat(auroc.isInvalid()).isTrue();
        assertThat(datasets.find(dataset.id(), users.require()).orElseThrow().baselines())
                .isEmpty();
    }

    @Test
    void renamesTheDataSetAndHidesIt() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.settings(dataset.id()));
        var form = find(AboutForm.class).single();
        test(find(TextField.class, form).withCaption("Name").single()).setValue("Renamed " + dataset.name());
        test(find(Button.class, form).withText("Save").single()).click();
        assertThat(datasets.find(dataset.id(), users.require()).orElseThrow().name())
                .isEqualTo("Renamed " + dataset.name());
        assertThat(text()).contains("Renamed " + dataset.name());
    }

    @Test
    void deletesADataSetOnlyWhereItsNameIsTyped() {
        var dataset = readyDataset(3, 3);
        open(DatasetRoutes.settings(dataset.id()));
        test(find(Button.class).withText("Delete this data set").single()).click();
        var dialog = find(DeleteDialog.class).single();
        assertThat(text(dialog)).contains("1 version with 6 images", "no runs");
        var delete = find(Button.class, dialog).withText("Delete for good").single();
        assertThat(delete.isEnabled()).isFalse();
        test(find(TextField.class, dialog).single()).setValue(dataset.name());
        test(delete).click();
        assertThat(datasets.find(dataset.id(), users.require())).isEmpty();
    }

    @Test
    void showsTheLinesToThoseWhoMayOnlyLook() {
        var dataset = newDataset(Visibility.TEAM);
        datasets.setBaselines(dataset.id(), List.of(new Baseline("boss", 0.79506)), users.require());
        openAs("linus", DatasetRoutes.settings(dataset.id()));
        assertThat(find(NumberField.class).single().isReadOnly()).isTrue();
        assertThat(find(Button.class).withText("Save").exists()).isFalse();
        assertThat(find(Button.class).withText("New run").exists()).isFalse();
    }
}
