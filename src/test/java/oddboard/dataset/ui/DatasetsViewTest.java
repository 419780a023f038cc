package oddboard.dataset.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.util.HashMap;
import java.util.List;
import oddboard.dataset.Dataset;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetManagement;
import oddboard.dataset.DatasetRoutes;
import oddboard.testing.PageTest;
import oddboard.ui.MarkupRows;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class DatasetsViewTest extends PageTest {
    @Autowired
    private DatasetManagement management;

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

    private static QueryParameters query(String... pairs) {
        var query = new HashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            query.put(pairs[i], pairs[i + 1]);
        }
        return QueryParameters.simple(query);
    }

    @Test
    void findsByWordsAndKeepsThemInTheAddress() {
        var one = newDataset(Visibility.TEAM);
        var other = newDataset(Visibility.TEAM);
        management.change(one.id(), "Zinc foils", null, List.of("rolled"), null, null, users.require());
        open("", query("search", "rolled zinc"));
        assertThat(text()).contains("Zinc foils", "rolled").doesNotContain(other.name() + " ");
        var search = find(TextField.class).withValue("rolled zinc").single();
        test(search).setValue("no such thing at all");
        assertThat(text()).contains("No data set fits", "Try fewer words");
        test(find(Button.class).withText("Show all").single()).click();
        assertThat(text()).doesNotContain("No data set fits");
        assertThat(search.getValue()).isEmpty();
        open("", query("show", "nonsense", "sort", "nonsense", "page", "-3", "project", "x", "view", "y"));
        assertThat(text()).as("takes no notice of what it does not know").contains("Data sets");
    }

    @Test
    void showsAListOnRequestAndRemembersThat() {
        var dataset = readyDataset(12, 9);
        open("", query("view", "list", "search", dataset.name(), "sort", "name"));
        assertThat(words(find(MarkupRows.class).single().head())).contains("Name", "Images", "Last used");
        assertThat(markupRows()).first().satisfies(row -> {
            assertThat(row.text()).contains(dataset.name(), "grace", "21");
            assertThat(row.select("a").first().attr("href")).isEqualTo("datasets/" + dataset.id());
        });
        assertThat(find(DatasetCard.class).exists()).isFalse();
        open("");
        assertThat(find(DatasetCard.class).exists())
                .as("an address alone is not remembered")
                .isTrue();
        test(find(Button.class).withText("Show as list").single()).click();
        open("");
        assertThat(find(DatasetCard.class).exists()).isFalse();
        test(find(Button.class).withText("Show as cards").single()).click();
        assertThat(find(DatasetCard.class).exists()).isTrue();
    }

    @Test
    void starsAreOfEachPerson() {
        var dataset = newDataset(Visibility.TEAM);
        open("", query("search", dataset.name()));
        var star = star(dataset);
        assertThat(star.getElement().getAttribute("aria-pressed")).isEqualTo("false");
        test(star).click();
        assertThat(star(dataset).getElement().getAttribute("aria-pressed")).isEqualTo("true");
        open("", query("show", "favorites"));
        assertThat(text()).contains(dataset.name() + " ");
        openAs("linus", "");
        open("", query("show", "favorites"));
        assertThat(text()).contains("Press the star").doesNotContain(dataset.name() + " ");
    }

    @Test
    void aDraftSaysSoAndCanBeThrownAway() {
        var draft = newDataset(Visibility.TEAM);
        open("", query("show", "drafts", "search", draft.name()));
        assertThat(text(card(draft))).contains("Draft, no images yet");
        assertThat(find(Anchor.class, card(draft)).first().getHref())
                .isEqualTo("datasets/" + draft.id() + "/versions/new");
        test(find(Button.class, card(draft)).withText("Throw away").single()).click();
        var dialog = find(ConfirmDialog.class).single();
        test(dialog).confirm();
        assertThat(datasets.find(draft.id(), users.require())).isEmpty();
        assertThat(text()).contains("No data set fits");
        openAs("linus", "");
        assertThat(find(Button.class).withText("Throw away").exists()).isFalse();
    }

    @Test
    void anArchivedDataSetIsShownWhereItIsAskedForAndComesBack() {
        var dataset = readyDataset(12, 9);
        open(DatasetRoutes.settings(dataset.id()));
        test(find(Button.class).withText("Archive this data set").single()).click();
        assertThat(text()).contains("Restore this data set", "archived ·");
        assertThat(find(Button.class).withText("New run").single().isEnabled()).isFalse();
        open("datasets/" + dataset.id() + "/versions/new");
        assertThat(text()).contains("This data set is archived");
        open("", query("search", dataset.name()));
        assertThat(text()).contains("No data set fits");
        open("", query("search", dataset.name(), "show", "archived"));
        test(find(Button.class, card(dataset)).withText("Restore").single()).click();
        open("", query("search", dataset.name()));
        assertThat(text(card(dataset))).contains("12 training images");
    }

    @Test
    void tagsArchivesAndRestoresThoseThatAreSelected() {
        var first = newDataset(Visibility.TEAM);
        var other = newDataset(Visibility.TEAM);
        var third = newDataset(Visibility.TEAM);
        List.of(first, other, third)
                .forEach(
                        d -> management.change(d.id(), null, null, List.of("selectable"), null, null, users.require()));
        open("", query("search", "selectable"));
        assertThat(find(SelectedDatasetsBar.class).exists())
                .as("nothing is selected")
                .isFalse();
        test(tick(first)).click();
        assertThat(tick(first).getElement().getAttribute("aria-checked")).isEqualTo("true");
        assertThat(text()).contains("1 data set selected");
        assertThat(find(Button.class).withText("Restore").exists()).isFalse();
        test(find(Button.class).withText("Show as list").single()).click();
        click(find(MarkupRows.class).single(), "select", other.id().toString());
        assertThat(text()).as("what is selected stays so in another layout").contains("2 data sets selected");
        test(find(Button.class).withText("Tag").single()).click();
        var add = find(TextField.class).withLabel("Add tags").single();
        test(add).setValue("x".repeat(51));
        test(find(Button.class).withText("Save").single()).click();
        assertThat(add.getErrorMessage()).contains("at most 50 characters");
        test(add).setValue("foils, kept");
        test(find(Button.class).withText("Save").single()).click();
        assertThat(List.of(first, other))
                .allSatisfy(d -> assertThat(datasets.find(d.id(), users.require())
                                .orElseThrow()
                                .tags())
                        .containsExactly("selectable", "foils", "kept"));
        test(find(Button.class).withText("Add to favorites").single()).click();
        assertThat(markupRows()).filteredOn(row -> row.text().contains("★")).hasSize(2);
        test(find(Button.class).withText("Archive").single()).click();
        assertThat(markupRows())
                .singleElement()
                .satisfies(row -> assertThat(row.text()).contains(third.name()));
        assertThat(find(SelectedDatasetsBar.class).exists()).isFalse();
        open("", query("search", "selectable", "show", "archived"));
        click(find(MarkupRows.class).single(), "select", first.id().toString());
        test(find(Button.class).withText("Select all shown").single()).click();
        assertThat(text()).contains("2 data sets selected");
        test(find(Button.class, find(SelectedDatasetsBar.class).single())
                        .withText("Restore")
                        .single())
                .click();
        assertThat(text()).contains("No data set fits");
        open("", query("search", "selectable"));
        test(find(Button.class).withText("Show as cards").single()).click();
        openAs("linus", "");
        open("", query("search", "selectable"));
        test(tick(third)).click();
        assertThat(find(Button.class).withText("Add to favorites").exists()).isTrue();
        assertThat(find(Button.class).withText("Archive").exists()).isFalse();
        assertThat(find(Button.class).withText("Tag").exists()).isFalse();
    }

    private NativeButton tick(Dataset dataset) {
        return find(NativeButton.class, card(dataset)).withClassName("odd-tick").single();
    }

    private NativeButton star(Dataset dataset) {
        return find(NativeButton.class, card(dataset)).withClassName("odd-star").single();
    }

    private DatasetCard card(Dataset dataset) {
        return find(DatasetCard.class).all().stream()
                .filter(c -> text(c).contains(dataset.name() + " "))
                .findFirst()
                .orElseThrow();
    }
}
