package oddboard.dataset.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.router.QueryParameters;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRoutes;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class ImagesViewTest extends PageTest {
    @Autowired
    private JdbcClient sql;

    @Test
    void showsTheImagesThatTheAddressAsksFor() {
        var dataset = readyDataset(60, 9);
        open(DatasetRoutes.images(dataset.id()));
        assertThat(gallery()).isEqualTo(3);
        assertThat(find(Anchor.class, find(FilterBar.class).single()).all()).extracting(a -> text(a).strip())
                .containsExactly("All 69", "Training 60", "Test 9", "Normal 6", "Anomalous 3");
        open(DatasetRoutes.images(dataset.id()), QueryParameters.fromString("split=test&label=anomalous"));
        assertThat(gallery()).isEqualTo(1);
        assertThat(text(find(Anchor.class).withAttribute("aria-current", "true").single())).contains("Anomalous");
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
    void saysThatThereAreNoImagesYet() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.images(dataset.id()));
        assertThat(text()).contains("No images to see yet");
    }

    @Test
    void knowsNoVersionOfAnotherDataSet() {
        var other = readyDataset(3, 3);
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.images(dataset.id()), QueryParameters.of("version", other.versions().getFirst().id().toString()));
        assertThat(getCurrentView()).isNotInstanceOf(ImagesView.class);
    }

    @Test
    void sendsOnlyWhatIsInViewOfAHundredThousandImages() {
        var dataset = newDataset(Visibility.TEAM);
        long job = sql.sql("""
                insert into job (kind, label, state, account_id) values ('import', 'cpu', 'SUCCEEDED', :by) returning id""")
                .param("by", users.require().id().value()).query(Long.class).single();
        long version = sql.sql("""
                insert into dataset_version (dataset_id, number, job_id, spec, image_size, channels, train_count, test_count,
                    images_sha256, ready_at)
                values (:dataset, 1, :job, '{}', 64, 3, 90000, 10000, repeat('0', 64), now()) returning id""")
                .param("dataset", dataset.id().value()).param("job", job).query(Long.class).single();
        sql.sql("""
                insert into label_set (version_id, number, anomalous, type)
                values (:version, 1, array_fill(false, array[10000]), array_fill(''::text, array[10000]))""")
                .param("version", version).update();
        sql.sql("""
                insert into image_name select :version, array_agg('some/folder/' || i || '.png' order by i)
                from generate_series(0, 99999) i""").param("version", version).update();
        open(DatasetRoutes.images(dataset.id()));
        assertThat(gallery()).isEqualTo(4167);
        var last = find(Gallery.class).single().chunk(4166);
        assertThat(last.getChildren()).hasSize(16);
        assertThat(text(last)).contains("some/folder/99999.png ");
    }

    private int gallery() {
        return find(Gallery.class).single().getDataCommunicator().getItemCount();
    }

    private static String large(ImageDialog dialog) {
        return dialog.picture().map(Image::getSrc).orElseThrow();
    }
}
