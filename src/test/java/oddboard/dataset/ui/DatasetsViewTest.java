package oddboard.dataset.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import oddboard.dataset.Dataset;
import oddboard.dataset.Dataset.Visibility;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;

class DatasetsViewTest extends PageTest {
    @Test
    void showsACardOfEachDataSetWithItsImagesAndCounts() {
        var dataset = readyDataset(12, 9);
        open("");
        var card = card(dataset);
        assertThat(find(Image.class, card).all())
                .hasSize(4)
                .extracting(Image::getSrc)
                .first()
                .isEqualTo("/api/v1/versions/" + dataset.versions().getFirst().id() + "/images/0.png?frame=square");
        assertThat(text(card))
                .contains("12 training images · 9 test images, 3 anomalous", "32 × 32 RGB · version 1", "grace · team");
        assertThat(find(Anchor.class, card).first().getHref()).isEqualTo("datasets/" + dataset.id());
    }

    @Test
    void hidesPrivateDataSetsFromOthers() {
        var mine = newDataset(Visibility.PRIVATE);
        open("");
        assertThat(text()).contains(mine.name() + " ");
        openAs("linus", "");
        assertThat(text()).doesNotContain(mine.name() + " ");
    }

    @Test
    void tellsOnTheAccountPageWhatOnesFilesTake() {
        var dataset = readyDataset(12, 9);
        open("account");
        assertThat(text()).contains("Your space", dataset.name());
        openAs("linus", "account");
        assertThat(text()).contains("Your space", "Nothing is stored yet").doesNotContain(dataset.name());
    }

    @Test
    void offersToAddADataSetToThoseWhoMay() {
        open("");
        assertThat(find(Button.class).withText("Add data set").exists()).isTrue();
        openAs("linus", "");
        assertThat(find(Button.class).withText("Add data set").exists()).isFalse();
        open("datasets/new");
        assertThat(find(TextField.class).exists()).isFalse();
    }

    @Test
    @SuppressWarnings("unchecked")
    void makesADataSetAndAsksForItsImages() {
        open("datasets/new");
        test(find(TextField.class).withLabel("Name").single()).setValue("Bottle caps, line 3");
        find(RadioButtonGroup.class).single().setValue(Visibility.PRIVATE);
        test(find(Button.class).withText("Next: images").single()).click();
        assertThat(getCurrentView().getClass().getSimpleName()).isEqualTo("UploadView");
        assertThat(text()).contains("Bottle caps, line 3", "no images yet", "Three forms");
        assertThat(datasets.list(users.require()))
                .anyMatch(d -> d.name().equals("Bottle caps, line 3") && d.visibility() == Visibility.PRIVATE);
    }

    @Test
    void saysByTheNameWhatIsWrongWithIt() {
        var taken = newDataset(Visibility.TEAM);
        open("datasets/new");
        var name = find(TextField.class).withLabel("Name").single();
        test(name).setValue(taken.name());
        test(find(Button.class).withText("Next: images").single()).click();
        assertThat(name.isInvalid()).isTrue();
        assertThat(name.getErrorMessage()).contains(taken.name());
        assertThat(getCurrentView().getClass().getSimpleName()).isEqualTo("NewDatasetView");
    }

    private DatasetCard card(Dataset dataset) {
        return find(DatasetCard.class).all().stream()
                .filter(c -> text(c).contains(dataset.name() + " "))
                .findFirst()
                .orElseThrow();
    }
}
