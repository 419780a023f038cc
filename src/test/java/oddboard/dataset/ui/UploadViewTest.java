package oddboard.dataset.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.upload.Upload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.ImportSpec.FileRole;
import oddboard.testing.DrawnSet;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;

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
        assertThat(find(UploadRow.class).all()).extracting(row -> row.role.getValue())
                .containsExactly(FileRole.TRAIN, FileRole.TEST, FileRole.LABELS);
        test(view.start).click();
        assertThat(getCurrentView()).isInstanceOf(VersionsView.class);
        assertThat(datasets.find(dataset.id(), users.require()).orElseThrow().versions()).hasSize(1);
    }

    @Test
    void showsTheFaultOfAFileByThatFile() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.newVersion(dataset.id()));
        send("trainingset.npy", "this is no array".getBytes(StandardCharsets.UTF_8));
        send("testingset.npy", array(TEST, 2));
        send("labels.csv", labels(TEST).getBytes(StandardCharsets.UTF_8));
        test(((UploadView) getCurrentView()).start).click();
        assertThat(getCurrentView()).isInstanceOf(UploadView.class);
        assertThat(text(find(UploadRow.class).first())).contains("trainingset.npy is not an NPY file");
        assertThat(datasets.find(dataset.id(), users.require()).orElseThrow().versions()).isEmpty();
    }

    @Test
    void refusesWhatIsNeverPartOfADataSet() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.newVersion(dataset.id()));
        send("model.pkl", new byte[] {1, 2, 3});
        assertThat(find(UploadRow.class).exists()).isFalse();
        assertThat(text()).contains("model.pkl", "no kind of file");
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
        assertThat(find(Upload.class).exists()).isFalse();
        assertThat(text()).contains("You may look");
    }

    @Test
    void knowsWhichFilesBelongTogether() {
        assertThat(UploadView.missing(List.of())).isEqualTo("Add files first.");
        assertThat(UploadView.missing(List.of(FileRole.ARCHIVE))).isEmpty();
        assertThat(UploadView.missing(List.of(FileRole.ARCHIVE, FileRole.LABELS))).contains("An archive holds everything");
        assertThat(UploadView.missing(List.of(FileRole.TRAIN, FileRole.TRAIN))).contains("Two files");
        assertThat(UploadView.missing(List.of(FileRole.LABELS))).contains("training images are missing");
        assertThat(UploadView.missing(List.of(FileRole.TRAIN, FileRole.TEST))).contains("labels");
        assertThat(UploadView.missing(List.of(FileRole.TRAIN, FileRole.TEST, FileRole.LABELS))).isEmpty();
    }

    private void send(String name, byte[] bytes) {
        test(find(Upload.class).single()).upload(name, "application/octet-stream", bytes);
        roundTrip();
    }
}
