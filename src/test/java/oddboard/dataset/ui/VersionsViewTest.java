package oddboard.dataset.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.time.Duration;
import oddboard.dataset.Dataset;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
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
        assertThat(find(ProgressBar.class).exists() || text().contains("Waiting") || text().contains("Ready")).isTrue();
        Await.until("the report on the open page", Duration.ofMinutes(2), () -> {
            roundTrip();
            return text().contains("40 training images · 30 test images, 10 anomalous") ? true : null;
        });
        assertThat(find(Details.class).single().isOpened()).isTrue();
        assertThat(text()).contains("Ready", "40 training images", "30 test images", "20 test, normal");
        assertThat(find(DatasetHeader.class).single().getElement().getTextRecursively()).contains("version 1");
        test(find(Button.class).withText("See images").single()).click();
        assertThat(getCurrentView()).isInstanceOf(ImagesView.class);
    }

    @Test
    void saysWhyAnImportFailedAndWhatToDoNext() {
        var dataset = newDataset(Visibility.TEAM);
        var test = DrawnSet.everyNth(30, 3);
        importArrays(dataset, 40, test, labels(test) + "30,1\n");
        ended(dataset);
        open(DatasetRoutes.versions(dataset.id()));
        assertThat(text()).contains("Failed", "labels.csv");
        assertThat(find(Button.class).withText("Upload again").exists()).isTrue();
        openAs("linus", DatasetRoutes.versions(dataset.id()));
        assertThat(find(Button.class).withText("Upload again").exists()).isFalse();
        assertThat(find(Button.class).withText("Add version").exists()).isFalse();
    }

    @Test
    void saysWhatToDoWhereThereIsNoVersion() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.versions(dataset.id()));
        assertThat(text()).contains("No version yet");
        test(find(Button.class).withText("Upload images").single()).click();
        assertThat(getCurrentView()).isInstanceOf(UploadView.class);
    }

    private void ended(Dataset dataset) {
        Await.until("the import", Duration.ofMinutes(2), () -> datasets.find(dataset.id(), users.require())
                .filter(d -> d.versions().getFirst().state() != DatasetVersion.State.IMPORTING).orElse(null));
    }
}
