package oddboard.gallery.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.ImageLabel;
import oddboard.label.LabelChange;
import oddboard.label.LabelDrafts;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class ImagesViewTest extends PageTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    private JdbcClient sql;

    @Autowired
    private LabelSets labelSets;

    @Autowired
    private LabelDrafts drafts;

    @Test
    void showsTheImagesThatTheAddressAsksFor() {
        var dataset = readyDataset(60, 9);
        open(DatasetRoutes.images(dataset.id()));
        assertThat(gallery()).isEqualTo(69);
        assertThat(find(Anchor.class, find(FilterBar.class).single()).all())
                .extracting(a -> text(a).strip())
                .containsExactly("All 69", "Training 60", "Test 9", "Normal 6", "Anomalous 3");
        open(DatasetRoutes.images(dataset.id()), QueryParameters.fromString("split=test&label=anomalous"));
        assertThat(gallery()).isEqualTo(3);
        assertThat(text(find(Anchor.class).withAttribute("aria-current", "true").single()))
                .contains("Anomalous");
    }

    @Test
    void goesFromImageToImage() {
        var dataset = readyDataset(3, 3);
        open(DatasetRoutes.images(dataset.id()), QueryParameters.fromString("image=2"));
        var dialog = find(ImageDialog.class).single();
        assertThat(large(dialog)).endsWith("/images/2.png");
        assertThat(text(dialog)).contains("training", "3 of 6 shown");
        test(find(Button.class).withText("Next →").single()).click();
        assertThat(large(dialog)).endsWith("/images/3.png");
        assertThat(text(dialog)).contains("test image 0");
        test(find(Button.class).withText("← Previous").single()).click();
        test(find(Button.class).withText("← Previous").single()).click();
        assertThat(large(dialog)).endsWith("/images/1.png");
        test(find(Button.class).withText("Close").single()).click();
        assertThat(find(ImageDialog.class).exists()).isFalse();
    }

    @Test
    void labelsTheChosenImagesAnewAndSavesThemAsTheNextLabelSet() {
        var dataset = readyDataset(3, 9);
        var version = dataset.versions().getFirst().id();
        open(DatasetRoutes.images(dataset.id()), QueryParameters.fromString("split=test"));
        choose("0-1,8");
        test(find(Button.class).withText("Anomalous").single()).click();
        assertThat(drafts.of(version, users.require()))
                .extracting(LabelChange::image)
                .containsExactly(0, 1);
        assertThat(text()).contains("2 new labels: look and save");
        test(find(Button.class).withText("2 new labels: look and save").single())
                .click();
        assertThat(text(find(DraftDialog.class).single())).contains("2 labels differ", "test/0", "normal → anomalous");
        test(find(TextArea.class).single()).setValue("looked again");
        test(find(Button.class).withText("Save as label set 2").single()).click();
        assertThat(labelSets.list(version)).extracting(LabelSet::number).containsExactly(2, 1);
        assertThat(labelSets.find(version, 0).orElseThrow().note()).isEqualTo("looked again");
        assertThat(labelSets.find(version, 0).orElseThrow().author()).isEqualTo("grace");
        open(DatasetRoutes.images(dataset.id()), QueryParameters.fromString("label=anomalous"));
        assertThat(gallery()).isEqualTo(5);
        open(DatasetRoutes.images(dataset.id()), QueryParameters.fromString("label=anomalous&labels=1"));
        assertThat(gallery()).isEqualTo(3);
        assertThat(text()).contains("evaluated with label set 1; the newest is label set 2");
        assertThat(find(LabelBar.class).exists()).as("old labels stay").isFalse();
    }

    private void choose(String ranges) {
        find(LabelBar.class).single().chosen(Choice.of(ranges));
    }

    @Test
    void labelsOneImageInItsDialogAndTellsItsHistory() {
        var dataset = readyDataset(3, 3);
        var version = dataset.versions().getFirst().id();
        open(DatasetRoutes.images(dataset.id()), QueryParameters.fromString("image=3"));
        find(ImageLabels.class).single().mark(ImageLabel.ANOMALOUS, "dent");
        assertThat(drafts.of(version, users.require())).containsExactly(new LabelChange(0, true, "dent"));
        assertThat(text(find(ImageDialog.class).single()))
                .contains("not saved yet", "No run has scored this version yet.");
        test(find(Button.class).withText("Close").single()).click();
        drafts.save(version, "a dent", users.require());
        open(DatasetRoutes.images(dataset.id()), QueryParameters.fromString("image=3"));
        find(Details.class).all().forEach(d -> d.setOpened(true));
        assertThat(text(find(ImageDialog.class).single()))
                .contains("Label set 2: dent", "a dent", "Label set 1: normal");
    }

    @Test
    void onlyOwnersAndAdministratorsGetTheToolsToRelabel() {
        var dataset = readyDataset(3, 3);
        assertThat(labelSets.mayRelabel(dataset, users.require())).isTrue();
        openAs("linus", DatasetRoutes.images(dataset.id()));
        assertThat(find(LabelBar.class).exists()).isFalse();
        openAs("ada", DatasetRoutes.images(dataset.id()));
        assertThat(find(LabelBar.class).exists()).isTrue();
    }

    @Test
    void saysThatThereAreNoImagesYet() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.images(dataset.id()));
        assertThat(text()).contains("No images to see yet");
    }

    @Test
    void knowsNoVersionOfAnotherDataSet() {
        var other = readyDataset(3, 3);
        var dataset = newDataset(Visibility.TEAM);
        open(
                DatasetRoutes.images(dataset.id()),
                QueryParameters.of("version", other.versions().getFirst().id().toString()));
        assertThat(getCurrentView()).isNotInstanceOf(ImagesView.class);
    }

    @Test
    void sendsOnlyWhatIsInViewOfAHundredThousandImages() {
        var dataset = newDataset(Visibility.TEAM);
        long job = sql.sql("""
                insert into job (kind, label, state, account_id) values ('import', 'cpu', 'SUCCEEDED',
                        :by) returning id""")
                .param("by", users.require().id().value())
                .query(Long.class)
                .single();
        sql.sql("insert into blob (sha256, size) values (repeat('0', 64), 0) on conflict do nothing")
                .update();
        long version = sql.sql("""
                insert into dataset_version (dataset_id, number, job_id, spec, image_size, channels, train_count,
                        test_count,
                    images_sha256, ready_at)
                values (:dataset, 1, :job, '{}', 64, 3, 90000, 10000, null, now()) returning id""")
                .param("dataset", dataset.id().value())
                .param("job", job)
                .query(Long.class)
                .single();
        sql.sql("""
                insert into label_set (version_id, number, anomalous, type)
                values (:version, 1, array_fill(false, array[10000]), array_fill(''::text, array[10000]))""").param("version", version).update();
        sql.sql("""
                insert into image_name select :version, array_agg('some/folder/' || i || '.png' order by i)
                from generate_series(0, 99999) i""").param("version", version).update();
        open(DatasetRoutes.images(dataset.id()));
        assertThat(gallery()).isEqualTo(100_000);
        assertThat(find(Gallery.class).single().getElement().getProperty("data"))
                .hasSizeLessThan(1000);
        open(DatasetRoutes.images(dataset.id()), QueryParameters.fromString("image=99999"));
        assertThat(text(find(ImageDialog.class).single())).contains("100,000 of 100,000 shown");
    }

    private int gallery() {
        return JSON.readTree(find(Gallery.class).single().getElement().getProperty("data"))
                .get("count")
                .asInt();
    }

    private static String large(ImageDialog dialog) {
        return dialog.canvas().map(Image::getSrc).orElseThrow();
    }
}
