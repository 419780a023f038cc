package oddboard.gallery.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import oddboard.archive.Zips;
import oddboard.dataset.Dataset;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ui.DatasetHeader;
import oddboard.image.Crop;
import oddboard.ingest.ImportSpec;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;

class VersionsViewTest extends PageTest {
    @Test
    void followsAnImportToItsReportWithoutAReload() {
        var dataset = newDataset(Visibility.TEAM);
        var test = DrawnSet.everyNth(30, 3);
        importArrays(dataset, 40, test, labels(test));
        open(DatasetRoutes.versions(dataset.id()));
        assertThat(find(ProgressBar.class).exists() || text().contains("Queued") || text().contains("Ready"))
                .isTrue();
        Await.until("the report on the open page", Duration.ofMinutes(2), () -> {
            return text().contains("40 training images · 30 test images, 10 anomalous") ? true : null;
        });
        assertThat(find(Details.class).single().isOpened()).isTrue();
        assertThat(text()).contains("Ready", "40 training images", "30 test images", "20 test, normal");
        assertThat(find(DatasetHeader.class).single().getElement().getTextRecursively())
                .contains("version 1");
        test(find(Button.class).withText("See images").single()).click();
        assertThat(getCurrentView()).isInstanceOf(ImagesView.class);
    }

    @Test
    void saysWhyAnImportFailedAndWhatToDoNext() {
        var dataset = newDataset(Visibility.TEAM);
        importNotANumber(dataset);
        open(DatasetRoutes.versions(dataset.id()));
        assertThat(text()).contains("Failed", "trainingset.npy holds ");
        assertThat(find(Button.class).withText("Upload again").exists()).isTrue();
        openAs("linus", DatasetRoutes.versions(dataset.id()));
        assertThat(find(Button.class).withText("Upload again").exists()).isFalse();
        assertThat(find(Button.class).withText("Add version").exists()).isFalse();
    }

    @Test
    void importsWithoutTheBadFilesAtOneClick() {
        var dataset = newDataset(Visibility.TEAM);
        var files = Zips.smallSet();
        files.put("train/good/notes.png", "no image".getBytes(StandardCharsets.UTF_8));
        imports.start(
                dataset.id(),
                new ImportSpec(
                        List.of(new ImportSpec.File(
                                upload(dataset, "set.zip", Zips.of(files)).id(), ImportSpec.FileRole.ARCHIVE)),
                        0,
                        Crop.SQUARE,
                        0,
                        ImportSpec.OnBadFile.STOP),
                users.require());
        open(DatasetRoutes.versions(dataset.id()));
        Await.until("the failure", Duration.ofMinutes(2), () -> {
            roundTrip();
            return text().contains("notes.png") && text().contains("Failed") ? true : null;
        });
        test(find(Button.class).withText("Import without the files below").single())
                .click();
        Await.until("the second version", Duration.ofMinutes(2), () -> {
            roundTrip();
            return text().contains("Version 2") && text().contains("Ready") ? true : null;
        });
        assertThat(datasets.find(dataset.id(), users.require()).orElseThrow().versions())
                .extracting(DatasetVersion::state)
                .containsExactly(DatasetVersion.State.READY, DatasetVersion.State.FAILED);
    }

    @Test
    void saysWhatToDoWhereThereIsNoVersion() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.versions(dataset.id()));
        assertThat(text()).contains("No version yet");
        test(find(Button.class).withText("Upload images").single()).click();
        assertThat(getCurrentView().getClass().getSimpleName()).isEqualTo("UploadView");
    }

    /** What only the import itself can find, because it reads every value. */
    private void importNotANumber(Dataset dataset) {
        var pixels = ByteBuffer.allocate(4 * 32 * 32 * 3 * 4).order(ByteOrder.LITTLE_ENDIAN);
        pixels.putFloat(0, Float.NaN);
        var test = DrawnSet.everyNth(6, 3);
        imports.start(
                dataset.id(),
                new ImportSpec(
                        List.of(
                                new ImportSpec.File(
                                        upload(
                                                        dataset,
                                                        "trainingset.npy",
                                                        DrawnSet.npy("<f4", "(4, 32, 32, 3)", pixels.array()))
                                                .id(),
                                        ImportSpec.FileRole.TRAIN),
                                new ImportSpec.File(
                                        upload(dataset, "testingset.npy", array(test, 2))
                                                .id(),
                                        ImportSpec.FileRole.TEST),
                                new ImportSpec.File(
                                        upload(
                                                        dataset,
                                                        "labels.csv",
                                                        labels(test).getBytes(StandardCharsets.UTF_8))
                                                .id(),
                                        ImportSpec.FileRole.LABELS)),
                        0,
                        Crop.SQUARE,
                        0,
                        ImportSpec.OnBadFile.STOP),
                users.require());
        Await.until(
                "the import",
                Duration.ofMinutes(2),
                () -> datasets.find(dataset.id(), users.require())
                        .filter(d -> d.versions().getFirst().state() != DatasetVersion.State.IMPORTING)
                        .orElse(null));
    }
}
