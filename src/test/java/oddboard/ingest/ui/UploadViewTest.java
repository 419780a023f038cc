package oddboard.ingest.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRoutes;
import oddboard.ingest.ImportSpec.FileRole;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class UploadViewTest extends PageTest {
    private static final boolean[] TEST = DrawnSet.everyNth(9, 3);

    @Test
    void importsWhatWasUploadedAndShowsItsProgress() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.newVersion(dataset.id()));
        var view = (UploadView) getCurrentView();
        assertThat(view.start.isEnabled()).isFalse();
        send("trainingset.npy", array(new boolean[12], 1));
        assertThat(text()).contains("The test images are missing.");
        send("testingset.npy", array(TEST, 2));
        send("labels.csv", labels(TEST).getBytes(StandardCharsets.UTF_8));
        assertThat(find(UploadRow.class).all())
                .extracting(row -> row.role.getValue())
                .containsExactly(FileRole.TRAIN, FileRole.TEST, FileRole.LABELS);
        test(view.start).click();
        assertThat(getCurrentView().getClass().getSimpleName()).isEqualTo("VersionsView");
        assertThat(datasets.find(dataset.id(), users.require()).orElseThrow().versions())
                .hasSize(1);
    }

    @Test
    void showsTheFaultOfAFileByThatFile() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.newVersion(dataset.id()));
        send("trainingset.npy", "this is no array".getBytes(StandardCharsets.UTF_8));
        send("testingset.npy", array(TEST, 2));
        send("labels.csv", labels(TEST).getBytes(StandardCharsets.UTF_8));
        var start = ((UploadView) getCurrentView()).start;
        Await.until("the preview to refuse the file", Duration.ofSeconds(30), () -> {
            return text().contains("These files can't be imported as they are; the preview says why.") ? true : null;
        });
        assertThat(start.isEnabled()).isFalse();
        assertThat(text(find(UploadRow.class).first())).contains("trainingset.npy is not an NPY file");
        send("trainingset.npy", array(new boolean[12], 1));
        assertThat(start.isEnabled()).isTrue();
        assertThat(text(find(UploadRow.class).first())).doesNotContain("is not an NPY file");
        assertThat(text()).doesNotContain("the preview says why");
    }

    @Test
    void takesNoFileOfAnotherDataSetWhateverTheBrowserSays() {
        var other = newDataset(Visibility.TEAM);
        var foreign = upload(other, "trainingset.npy", array(new boolean[4], 1));
        open(DatasetRoutes.newVersion(newDataset(Visibility.TEAM).id()));
        fire("odd-upload-sent", "upload", foreign.id().toString());
        assertThat(find(UploadRow.class).exists()).isFalse();
    }

    @Test
    void waitsForFilesThatAreOnTheirWay() {
        open(DatasetRoutes.newVersion(newDataset(Visibility.TEAM).id()));
        fire("odd-upload-busy", "busy", true);
        assertThat(text()).contains("Files are still on their way.");
        fire("odd-upload-busy", "busy", false);
        assertThat(text()).contains("Add files first.");
    }

    @Test
    void offersWhatWasSentEarlierAndRemovesItWhereNoVersionNeedsIt() {
        var dataset = newDataset(Visibility.TEAM);
        importArrays(dataset, 12, TEST, labels(TEST));
        upload(dataset, "spare.zip", new byte[1000]);
        open(DatasetRoutes.newVersion(dataset.id()));
        var earlier = find(EarlierUploads.class).single();
        assertThat(earlier.getSummaryText()).isEqualTo("Sent earlier (4)");
        test(button("Use spare.zip")).click();
        assertThat(find(UploadRow.class).single().role.getValue()).isEqualTo(FileRole.ARCHIVE);
        test(button("Remove spare.zip")).click();
        earlier.setOpened(true);
        test(button("Remove labels.csv from the server")).click();
        assertThat(earlier.getSummaryText()).isEqualTo("Sent earlier (4)");
        test(button("Remove spare.zip from the server")).click();
        assertThat(earlier.getSummaryText()).isEqualTo("Sent earlier (3)");
    }

    private Button button(String label) {
        return find(Button.class).all().stream()
                .filter(b -> b.getAriaLabel().filter(label::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void asksWhatAFileIsWhoseNameTellsNothing() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.newVersion(dataset.id()));
        send("x.npy", array(TEST, 2));
        assertThat(text()).contains("Choose what x.npy is.");
        find(UploadRow.class).single().role.setValue(FileRole.TRAIN);
        assertThat(text()).contains("The test images are missing.");
    }

    @Test
    void takesNoFileOfThoseWhoMayOnlyLook() {
        var dataset = newDataset(Visibility.TEAM);
        openAs("linus", DatasetRoutes.newVersion(dataset.id()));
        assertThat(find(UploadBox.class).exists()).isFalse();
        assertThat(text()).contains("You may look");
    }

    @Test
    void knowsWhichFilesBelongTogether() {
        assertThat(UploadView.missing(List.of())).isEqualTo("Add files first.");
        assertThat(UploadView.missing(List.of(FileRole.ARCHIVE))).isEmpty();
        assertThat(UploadView.missing(List.of(FileRole.ARCHIVE, FileRole.ARCHIVE, FileRole.LABELS)))
                .isEmpty();
        assertThat(UploadView.missing(List.of(FileRole.ARCHIVE, FileRole.TEST))).contains("Archives and arrays");
        assertThat(UploadView.missing(List.of(FileRole.TRAIN, FileRole.TRAIN))).contains("Two files");
        assertThat(UploadView.missing(List.of(FileRole.LABELS))).contains("training images are missing");
        assertThat(UploadView.missing(List.of(FileRole.TRAIN, FileRole.TEST)))
                .as("unlabeled")
                .isEmpty();
        assertThat(UploadView.missing(List.of(FileRole.TRAIN, FileRole.TEST, FileRole.LABELS)))
                .isEmpty();
    }

    private void send(String name, byte[] bytes) {
        var path = UI.getCurrent().getInternals().getActiveViewLocation().getSegments();
        var id = new DatasetId(Long.parseLong(path.get(1)));
        var sent = upload(datasets.find(id, users.require()).orElseThrow(), name, bytes);
        fire("odd-upload-sent", "upload", sent.id().toString());
    }

    /** As the browser's part does. */
    private void fire(String event, String detail, Object value) {
        var element = find(UploadBox.class).single().getElement();
        var data = JsonNodeFactory.instance.objectNode();
        data.set(
                "event.detail." + detail,
                value instanceof Boolean yes
                        ? JsonNodeFactory.instance.booleanNode(yes)
                        : JsonNodeFactory.instance.stringNode((String) value));
        element.getNode().getFeature(ElementListenerMap.class).fireEvent(new DomEvent(element, event, data));
        roundTrip();
    }
}
