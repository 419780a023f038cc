package oddboard.run.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRoutes;
import oddboard.detector.Detectors;
import org.junit.jupiter.api.Test;

class NewRunViewTest extends RunPageTest {
    private TextField field(String label) {
        return find(TextField.class).all().stream()
                .filter(f -> f.getLabel().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void makesAFieldOfEverySettingAndStartsWithWhatWasChanged() {
        var dataset = readyDataset(48, 30);
        open(DatasetRoutes.newRun(dataset.id()), QueryParameters.simple(Map.of("detector", "conv")));
        assertThat(find(SettingField.class).all())
                .extracting(SettingField::name)
                .isEqualTo(Detectors.byId("conv").orElseThrow().settings().stream()
                        .map(s -> s.name())
                        .toList());
        assertThat(text()).contains("all at their defaults");
        test(field("Epochs")).setValue("2");
        assertThat(text()).contains("1 changed", "Back to 50");
        test(field("Name")).setValue("by hand");
        test(find(Button.class).withText("Start the run").single()).click();
        assertThat(getCurrentView().getClass().getSimpleName()).isEqualTo("RunView");
        var run = runs.list(dataset.id(), users.require()).getFirst();
        assertThat(run.name()).isEqualTo("by hand");
        assertThat(run.setup().detector()).isEqualTo("conv");
        assertThat(run.setup().settings()).containsEntry("epochs", 2);
        runs.cancel(run.id(), users.require());
    }

    @Test
    void saysBesideTheFieldWhatIsWrongAndStartsNothing() {
        var dataset = readyDataset(48, 30);
        open(DatasetRoutes.newRun(dataset.id()));
        test(field("Epochs")).setValue("many");
        assertThat(field("Epochs").isInvalid()).isTrue();
        assertThat(field("Epochs").getErrorMessage()).contains("whole number");
        test(field("Batch size")).setValue("0");
        assertThat(field("Batch size").getErrorMessage()).contains("between");
        test(find(Button.class).withText("Start the run").single()).click();
        assertThat(getCurrentView()).isInstanceOf(NewRunView.class);
        assertThat(text()).contains("Some values can't be used");
        assertThat(runs.list(dataset.id(), users.require())).isEmpty();
        test(find(Button.class).withText("All back to defaults").single()).click();
        assertThat(field("Epochs").isInvalid()).isFalse();
        assertThat(text()).contains("all at their defaults");
    }

    @Test
    void saysAtTheFieldWhichTagIsTooLong() {
        var dataset = readyDataset(48, 30);
        open(DatasetRoutes.newRun(dataset.id()));
        test(field("Tags")).setValue("baseline, " + "x".repeat(51));
        test(find(Button.class).withText("Start the run").single()).click();
        assertThat(field("Tags").isInvalid()).isTrue();
        assertThat(field("Tags").getErrorMessage()).contains("at most 50 characters");
        assertThat(runs.list(dataset.id(), users.require())).isEmpty();
    }

    @Test
    void takesTheSettingsOfTheRunThatIsCloned() {
        var dataset = readyDataset(48, 30);
        var run = start(dataset, "model", 7);
        open(
                DatasetRoutes.newRun(dataset.id()),
                QueryParameters.simple(Map.of("from", run.id().toString())));
        assertThat(field("Epochs").getValue()).isEqualTo("7");
        assertThat(field("Batch size").getValue()).isEqualTo("16");
        assertThat(text()).contains("2 changed");
        runs.cancel(run.id(), users.require());
    }

    @Test
    @SuppressWarnings("unchecked")
    void startsWithTheInputThatWasChosenAndClonesIt() {
        var dataset = readyDataset(48, 30);
        open(DatasetRoutes.newRun(dataset.id()), QueryParameters.simple(Map.of("detector", "patches")));
        Select<Integer> size = (Select<Integer>) find(Select.class).all().stream()
                .filter(s -> "Image size".equals(s.getLabel()))
                .findFirst()
                .orElseThrow();
        size.setValue(64);
        test(find(Button.class).withText("Start the run").single()).click();
        var run = runs.list(dataset.id(), users.require()).getFirst();
        assertThat(run.setup().input()).isNotNull();
        assertThat(run.setup().input().size()).isEqualTo(64);
        assertThat(run.name()).isEqualTo("64 px");
        assertThat(text()).contains("64 × 64");
        open(
                DatasetRoutes.newRun(dataset.id()),
                QueryParameters.simple(Map.of("from", run.id().toString())));
        test(find(Button.class).withText("Start the run").single()).click();
        var clone = runs.list(dataset.id(), users.require()).getFirst();
        assertThat(clone.id()).isNotEqualTo(run.id());
        assertThat(clone.setup().input()).isEqualTo(run.setup().input());
        runs.cancel(run.id(), users.require());
        runs.cancel(clone.id(), users.require());
    }

    @Test
    void sendsToTheUploadWhereNoVersionIsReady() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.newRun(dataset.id()));
        assertThat(text()).contains("No version is ready yet", "Add images");
    }
}
