package oddboard.run.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRoutes;
import oddboard.detector.Detectors;
import oddboard.run.AnomalyKind;
import org.junit.jupiter.api.Test;

class NewRunViewTest extends RunPageTest {
    private TextField field(String label) {
        return find(TextField.class).all().stream()
                .filter(f -> f.getLabel().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private Select<String> workers() {
        return (Select<String>) find(Select.class).all().stream()
                .filter(s -> "Workers".equals(s.getLabel()))
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
        assertThat(workers().getValue()).as("asked for by name").isEqualTo("cpu");
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
        assertThat(run.job().request().label()).isEqualTo("cpu");
        assertThat(run.askedLabel()).as("any worker").isEmpty();
        assertThat(text()).contains("64 × 64");
        open(
                DatasetRoutes.newRun(dataset.id()),
                QueryParameters.simple(Map.of("from", run.id().toString())));
        test(find(Button.class).withText("Start the run").single()).click();
        var clone = runs.list(dataset.id(), users.require()).getFirst();
        assertThat(clone.id()).isNotEqualTo(run.id());
        assertThat(clone.setup().input()).isEqualTo(run.setup().input());
        assertThat(clone.askedLabel()).as("any worker").isEmpty();
        runs.cancel(run.id(), users.require());
        runs.cancel(clone.id(), users.require());
    }

    @Test
    void sendsToTheUploadWhereNoVersionIsReady() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.newRun(dataset.id()));
        assertThat(text()).contains("No version is ready yet", "Add images");
    }

    @Test
    void recommendsRunsByOneQuestionAndStartsTheUsualFourOnce() {
        var dataset = readyDataset(48, 30);
        open(DatasetRoutes.newRun(dataset.id()));
        assertThat(text()).contains("Measured AUC", "48 training images are few");
        radio().setValue(AnomalyKind.DEFECTS);
        assertThat(text()).contains("The usual four: patches, for defects; conv, small batches");
        test(find(Button.class).withText("Start the recommended run").single()).click();
        assertThat(runs.list(dataset.id(), users.require()))
                .extracting(run -> run.name())
                .containsExactly("patches, for defects");
        open(DatasetRoutes.newRun(dataset.id()));
        radio().setValue(AnomalyKind.DEFECTS);
        test(find(Button.class).withText("Compare the usual four").single()).click();
        assertThat(getCurrentView().getClass().getSimpleName()).isEqualTo("RunsOfDatasetView");
        var started = runs.list(dataset.id(), users.require());
        assertThat(started)
                .extracting(run -> run.name())
                .containsExactlyInAnyOrder(
                        "patches, for defects",
                        "conv, small batches",
                        "vae, light mean divergence",
                        "patches, for objects");
        open(DatasetRoutes.newRun(dataset.id()));
        radio().setValue(AnomalyKind.DEFECTS);
        test(find(Button.class).withText("Compare the usual four").single()).click();
        assertThat(text()).contains("All of these runs are there already.");
        started.forEach(run -> runs.cancel(run.id(), users.require()));
    }

    @SuppressWarnings("unchecked")
    private RadioButtonGroup<AnomalyKind> radio() {
        return find(RadioButtonGroup.class).all().stream()
                .filter(group -> "What is abnormal here?".equals(group.getLabel()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void offersABatchSizeThatFitsTheSet() {
        var dataset = readyDataset(48, 30);
        open(DatasetRoutes.newRun(dataset.id()), QueryParameters.simple(Map.of("detector", "fcn")));
        assertThat(text()).contains("With batches of 2,000, training updates the weights once an epoch on 48");
        test(find(Button.class).withText("Use batch size 4").single()).click();
        assertThat(field("Batch size").getValue()).isEqualTo("4");
        assertThat(text()).doesNotContain("training updates the weights").contains("1 changed");
    }

    @Test
    void estimatesTheTimeByEarlierRunsOnlyWhereThereAreSome() {
        var dataset = readyDataset(48, 30);
        open(DatasetRoutes.newRun(dataset.id()), QueryParameters.simple(Map.of("detector", "resnet-aux")));
        assertThat(text()).contains("No time estimate yet", "About Residual autoencoder with a second decoder");
        succeeded(dataset, "first");
        open(DatasetRoutes.newRun(dataset.id()), QueryParameters.simple(Map.of("detector", "fcn")));
        assertThat(text()).contains("by one run of this detector on this version");
        var other = readyDataset(32, 20);
        open(DatasetRoutes.newRun(other.id()), QueryParameters.simple(Map.of("detector", "fcn")));
        assertThat(text()).contains("Very roughly", "scaled by the number of pixels");
    }

    @Test
    void helpsWithEachDetector() {
        for (var detector : Detectors.all()) {
            open("detectors", QueryParameters.simple(Map.of("id", detector.id())));
            assertThat(text())
                    .contains(
                            detector.help().use(),
                            detector.help().limits(),
                            detector.traits().cost(),
                            "one seed");
        }
        open("detectors", QueryParameters.simple(Map.of("id", "nothing")));
        assertThat(text()).contains("Patch statistics");
    }
}
