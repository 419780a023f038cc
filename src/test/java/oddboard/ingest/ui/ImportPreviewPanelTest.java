package oddboard.ingest.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRoutes;
import oddboard.image.Crop;
import oddboard.testing.Await;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** The upload page shows what an import would make, and draws it again where an option changes. */
class ImportPreviewPanelTest extends PageTest {
    private static final int EDGE = 64;

    /** Bright in the middle half, dark around it. */
    private static byte[] png() throws IOException {
        var image = new BufferedImage(EDGE, EDGE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 32 * 32; i++) {
            image.getRaster().setSample(16 + i % 32, 16 + i / 32, 0, 255);
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static byte[] zip(String... names) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(png());
            }
        }
        return out.toByteArray();
    }

    private UploadView openWith(byte[] zip) {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.newVersion(dataset.id()));
        var view = (UploadView) getCurrentView();
        view.received(upload(dataset, "set.zip", zip));
        return view;
    }

    private String whenItSays(String words) {
        return Await.until(words, Duration.ofSeconds(30), () -> {
            roundTrip();
            var text = text(find(ImportPreviewPanel.class).single());
            return text.contains(words) ? text : null;
        });
    }

    private List<Image> pictures() {
        return find(Image.class, find(ImportPreviewPanel.class).single()).all();
    }

    private BufferedImage first() throws IOException {
        var data = pictures().getFirst().getSrc().substring("data:image/png;base64,".length());
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
    }

    @Test
    void showsWhatTheFilesAreAndFollowsTheOptions() throws Exception {
        var view =
                openWith(zip("train/good/a.png", "test/good/b.png", "test/dent/c.png", "ground_truth/dent/c_mask.png"));
        var text = whenItSays("MVTec layout");
        assertThat(text)
                .contains(
                        "1 training image, 2 test images of 1 type, 1 mask",
                        "64 × 64 gray",
                        "training",
                        "normal",
                        "dent");
        // Three images, and the outline of one.
        assertThat(pictures()).hasSize(4);
        assertThat(first().getRGB(0, 0) & 0xff).isZero();
        assertThat(view.options.holdOut.isVisible()).isFalse();

        view.options.crop.setValue(Crop.CENTRE);
        view.options.part.setValue("1/2");
        assertThat(first().getWidth()).isEqualTo(32);
        assertThat(first().getRGB(0, 0) & 0xff).isEqualTo(255);
        view.options.size.setValue(96);
        assertThat(first().getWidth()).isEqualTo(96);

        view.options.part.setValue("one half");
        assertThat(view.options.part.isInvalid()).isTrue();
        assertThat(view.start.isEnabled()).isFalse();
    }

    @Test
    void asksForTheShareOfAFolderThatSaysNothing() throws Exception {
        var view = openWith(zip("a.png", "b.png", "c.png"));
        whenItSays("one folder of 3 images");
        assertThat(view.options.holdOut.isVisible()).isTrue();
    }

    @Test
    void saysWhatIsWrongBeforeTheImport() throws Exception {
        openWith(zip("train/dent/a.png", "test/good/b.png"));
        whenItSays("training images are normal and belong in train/good");
    }

    /** Even where nothing says what the folders are, they are listed, and a choice makes a data set of them. */
    @Test
    void takesWhatSomebodySaysTheFoldersAre() throws Exception {
        var view = openWith(zip("monday/a.png", "monday/b.png", "back/c.png", "logo/d.png"));
        whenItSays("nothing says which are normal");
        var table = view.folders.table;
        assertThat(table.rows().keySet()).containsExactly("/", "/back", "/logo", "/monday");
        assertThat(table.rows().get("/monday")).contains("not known: choose");
        choose(view, FolderPanel.ROLE, "monday", "TRAINING");
        choose(view, FolderPanel.ROLE, "back", "DEFECT");
        choose(view, FolderPanel.ROLE, "logo", "LEAVE_OUT");
        whenItSays("Folders as chosen: 2 training images, 1 test image of 1 type");
        assertThat(table.rows().get("/back")).contains("placeholder=\"back\"");
        choose(view, FolderPanel.TYPE, "back", "scratch");
        whenItSays("scratch");
        choose(view, FolderPanel.TYPE, "back", "good");
        assertThat(text(view.folders)).contains("is not called good");
        choose(view, FolderPanel.ROLE, "logo", "");
        assertThat(view.folders.choices())
                .extracting(choice -> choice.folder() + " " + choice.role() + " " + choice.type())
                .containsExactly("monday TRAINING ", "back DEFECT scratch");
        assertThat(view.start.isEnabled()).isTrue();
    }

    private static void choose(UploadView view, String what, String folder, String value) {
        var detail = JsonNodeFactory.instance.objectNode();
        detail.put("event.detail.what", what);
        detail.put("event.detail.row", "/" + folder);
        detail.put("event.detail.value", value);
        view.folders
                .table
                .getElement()
                .getNode()
                .getFeature(ElementListenerMap.class)
                .fireEvent(new DomEvent(view.folders.table.getElement(), "odd-do", detail));
    }

    @Test
    void readsFractionsAsPeopleWriteThem() {
        assertThat(ImportOptions.fraction("196/256")).isEqualTo(0.765625);
        assertThat(ImportOptions.fraction(" 0,5 ")).isEqualTo(0.5);
        assertThat(ImportOptions.fraction("1/0")).isInfinite();
        assertThat(ImportOptions.fraction("1/2/3")).isNaN();
        assertThat(ImportOptions.fraction("half")).isNaN();
    }
}
