package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import oddboard.archive.Zips;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.Labels;
import oddboard.image.Images;
import oddboard.label.LabelSets;
import oddboard.npy.Npy;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets of which nobody says, or says of some images alone, what they are. */
class UnlabeledImportTest {
    @TempDir
    Path home;

    private DatasetFixture fixture;
    private Dataset set;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        set = fixture.create("Caps");
    }

    private static LinkedHashMap<String, byte[]> images(String... names) throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < names.length; i++) {
            files.put(names[i], Images.png(Images.gray(32, 32, i + 1)));
        }
        return files;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Labels labels(DatasetVersion version) {
        return fixture.part(LabelSets.class).forWorkers(version.id());
    }

    private static ImageLabel[] each(Labels labels) {
        return IntStream.range(0, labels.anomalous().length)
                .mapToObj(labels::label)
                .toArray(ImageLabel[]::new);
    }

    private String recognized(byte[] zip, String name) {
        return fixture.imports
                .look(set.id(), fixture.spec(set, Map.of(name, zip)), fixture.member)
                .recognised();
    }

    @Test
    void takesTestImagesWithoutAnyLabels() throws Exception {
        byte[] zip = Zips.of(images("train/a.png", "train/b.png", "test/c.png", "test/d.png", "test/e.png"));
        assertThat(recognized(zip, "look.zip"))
                .isEqualTo("train and test without labels, 2 training images, 3 test images");
        var version = fixture.importNow(set, Map.of("set.zip", zip));
        assertThat(version.trainCount()).isEqualTo(2);
        assertThat(version.testCount()).isEqualTo(3);
        assertThat(version.anomalyCount()).isZero();
        assertThat(version.unlabeledCount()).isEqualTo(3);
        assertThat(version.report().types()).isEmpty();
        assertThat(version.report().allNotes())
                .containsExactly(
                        "No test image has a label: runs are scored and ranked, but no AUC can be computed until"
                                + " labels of both classes are added.");
        assertThat(each(labels(version))).containsOnly(ImageLabel.UNLABELED);
        assertThat(labels(version).words(1)).isEqualTo("unlabeled");
        assertThat(labels(version).evaluating().anomalous()).isEmpty();
    }

    @Test
    void aLabelFileMayLeaveImagesOut() throws Exception {
        var files = images("train/a.png", "test/b.png", "test/c.png", "test/d.png");
        files.put("labels.csv", text("file,label,type\nd.png,1,dent\nb.png,0,\n"));
        var version = fixture.importNow(set, Map.of("set.zip", Zips.of(files)));
        assertThat(each(labels(version)))
                .containsExactly(ImageLabel.NORMAL, ImageLabel.UNLABELED, ImageLabel.ANOMALOUS);
        assertThat(version.unlabeledCount()).isEqualTo(1);
        assertThat(version.report().types()).isEqualTo(Map.of("good", 1, "dent", 1));
        assertThat(version.report().allNotes())
                .containsExactly("1 of 3 test images has no label: metrics use the others alone.");
        assertThat(labels(version).evaluated(new double[] {1, 2, 3})).containsExactly(1, 3);
    }

    @Test
    void aFolderMayHoldWhatIsUnlabeled() throws Exception {
        var files = images("train/good/a.png", "test/good/b.png", "test/Unlabeled/c.png", "test/dent/d.png");
        byte[] zip = Zips.of(files);
        assertThat(recognized(zip, "look.zip")).isEqualTo("MVTec layout, 1 training image, 3 test images of 1 type");
        var version = fixture.importNow(set, Map.of("set.zip", zip));
        assertThat(Map.of(
                        name(version, 0), labels(version).words(0),
                        name(version, 1), labels(version).words(1),
                        name(version, 2), labels(version).words(2)))
                .isEqualTo(Map.of(
                        "test/Unlabeled/c.png", "unlabeled", "test/dent/d.png", "dent", "test/good/b.png", "normal"));
        assertThat(labels(version).type()).doesNotContain("Unlabeled");
    }

    private String name(DatasetVersion version, int test) {
        return fixture.datasets.imageNames(version.id())[version.trainCount() + test];
    }

    @Test
    void holdsAShareOfTrainingImagesOutWhereThereAreNoOthers() throws Exception {
        for (String folder : new String[] {"train/good/", "caps/train/"}) {
            String[] names =
                    IntStream.range(0, 10).mapToObj(i -> folder + i + ".png").toArray(String[]::new);
            byte[] zip = Zips.of(images(names));
            assertThat(recognized(zip, "look.zip")).isEqualTo("10 training images, no test images");
            var version = fixture.importNow(set, Map.of("set.zip", zip));
            assertThat(version.trainCount()).isEqualTo(8);
            assertThat(version.testCount()).isEqualTo(2);
            assertThat(version.unlabeledCount())
                    .as("they are training images: normal")
                    .isZero();
            assertThat(each(labels(version))).containsOnly(ImageLabel.NORMAL);
            assertThat(version.report().allNotes())
                    .containsExactly(
                            "All test images are normal: no AUC can be computed.",
                            "set.zip has no test images: all 10 are taken as normal, and 2 of them, always the same, are"
                                    + " held out as test images.");
        }
        var files = images("train/a.png", "train/b.png");
        files.put("labels.csv", text("file,label\na.png,0\n"));
        assertThat(catchThrowableOfType(
                        InputException.class, () -> fixture.importNow(set, Map.of("bad.zip", Zips.of(files)))))
                .message()
                .contains("a label file, but no test images");
    }

    @Test
    void takesArraysWithoutLabels() throws Exception {
        byte[] train = Npy.of("|u1", 4, 32, 32).bytes(p -> p);
        byte[] test = Npy.of("|u1", 3, 32, 32).bytes(p -> p + 1);
        var alone = fixture.importNow(set, Map.of("train.npy", train, "test.npy", test));
        var packed = new LinkedHashMap<String, byte[]>();
        packed.put("x_train.npy", train);
        packed.put("x_test.npy", test);
        byte[] npz = Zips.of(packed);
        assertThat(recognized(npz, "look.npz"))
                .isEqualTo("NumPy arrays, 4 training images, 3 test images of 32 x 32 gray, none of them labeled");
        var archived = fixture.importNow(set, Map.of("set.npz", npz));
        var scaled = fixture.importNow(
                set,
                Map.of(
                        "train.npy",
                        Npy.of("<f8", 4, 32, 32).bytes(p -> p % 2),
                        "test.npy",
                        Npy.of("<f8", 3, 32, 32).bytes(p -> p % 2)));
        for (var version : Arrays.asList(alone, archived, scaled)) {
            assertThat(version.state()).isEqualTo(DatasetVersion.State.READY);
            assertThat(version.unlabeledCount()).isEqualTo(3);
        }
        packed.put("labels.csv", text("ID,label\n1,1\n"));
        var some = fixture.importNow(set, Map.of("some.npz", Zips.of(packed)));
        assertThat(each(labels(some)))
                .containsExactly(ImageLabel.UNLABELED, ImageLabel.ANOMALOUS, ImageLabel.UNLABELED);
        assertThat(some.report().allNotes()).contains("All labeled test images are anomalous: no AUC can be computed.");
    }
}
