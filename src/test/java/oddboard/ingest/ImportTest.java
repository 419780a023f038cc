package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ImportReport;
import oddboard.gallery.VersionDiffs;
import oddboard.image.Crop;
import oddboard.image.ImageDecoder;
import oddboard.image.Images;
import oddboard.job.JobFailure;
import oddboard.label.LabelSets;
import oddboard.npy.Npy;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class ImportTest {
    @TempDir
    Path home;

    private DatasetFixture room;
    private Dataset set;

    @BeforeEach
    void open() {
        room = new DatasetFixture(home);
        set = room.create("Caps");
    }

    @Test
    void takesFoldersOfImages() throws Exception {
        var files = Zips.smallSet();
        files.put("readme.txt", "hello".getBytes(StandardCharsets.UTF_8));
        var version = room.importNow(set, Map.of("set.zip", Zips.of(files)));

        assertThat(version.state()).isEqualTo(DatasetVersion.State.READY);
        assertThat(version.imageSize()).isEqualTo(32);
        assertThat(version.channels()).isEqualTo(1);
        assertThat(version.trainCount()).isEqualTo(2);
        assertThat(version.testCount()).isEqualTo(2);
        assertThat(version.anomalyCount()).isEqualTo(1);
        assertThat(version.report().accepted()).isEqualTo(4);
        assertThat(version.report().types()).isEqualTo(Map.of("good", 1, "scratch", 1));
        assertThat(version.report().notes()).containsExactly("1 other file was ignored: readme.txt.");
        var labels = room.part(LabelSets.class).forWorkers(version.id());
        assertThat(labels.anomalous()).containsExactly(false, true);
        assertThat(labels.type()).containsExactly("", "scratch");
        assertThat(room.datasets.imageNames(version.id()))
                .containsExactly("train/good/a.png", "train/good/b.png", "test/good/c.png", "test/scratch/d.png");
        assertImages(version, 2, 1, 3, 4);
    }

    /** The images were drawn by these seeds. */
    private void assertImages(DatasetVersion version, int... seeds) throws Exception {
        try (var train = room.datasets.openTrain(version.id());
                var test = room.datasets.openTest(version.id())) {
            for (int i = 0; i < seeds.length; i++) {
                var expected = ImageDecoder.decode(Images.png(Images.grey(32, 32, seeds[i])), "", "")
                        .pixels()
                        .data();
                assertThat(room.datasets.image(version, i)).isEqualTo(expected);
                var mapped = ByteBuffer.allocate(1024);
                if (i < train.count()) {
                    train.read(i, mapped);
                } else {
                    test.read(i - train.count(), mapped);
                }
                assertThat(mapped.array()).isEqualTo(expected);
                assertThat(mapped.hasRemaining()).isFalse();
            }
        }
    }

    @Test
    void takesFoldersWithinOneFolder() throws Exception {
        var zip = new Zips();
        Zips.smallSet().forEach((name, bytes) -> zip.add("bottle/" + name, bytes));
        zip.add("__MACOSX/bottle/._x.png", new byte[1]);
        var version = room.importNow(set, Map.of("set.zip", zip.bytes()));
        assertThat(room.datasets.imageNames(version.id())[0]).isEqualTo("train/good/a.png");
        assertImages(version, 2, 1, 3, 4);
    }

    @Test
    void takesPlainFoldersWithALabelFile() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("train/a.png", Images.png(Images.grey(32, 32, 1)));
        files.put("test/b.png", Images.png(Images.grey(32, 32, 2)));
        files.put("test/c.png", Images.png(Images.grey(32, 32, 3)));
        files.put("labels.csv", "file,label,type\nc.png,0,\nb.png,1,dent\n".getBytes(StandardCharsets.UTF_8));
        var version = room.importNow(set, Map.of("set.zip", Zips.of(files)));
        var labels = room.part(LabelSets.class).forWorkers(version.id());
        assertThat(labels.anomalous()).containsExactly(true, false);
        assertThat(labels.type()).containsExactly("dent", "");
        assertImages(version, 1, 2, 3);
    }

    @Test
    void doesNotGiveTheNumberOfADeletedVersionAgain() throws Exception {
        var first = room.importNow(set, arrays());
        room.jdbc
                .sql("delete from dataset_version where id = :id")
                .param("id", first.id().value())
                .update();
        assertThat(room.importNow(set, arrays()).number()).isEqualTo(first.number() + 1);
    }

    @Test
    void takesArrays() throws Exception {
        var version = room.importNow(set, arrays());
        assertArrays(version);
    }

    @Test
    void leavesArraysWhereTheyAreThatNeedNoChange() throws Exception {
        var files = arrays();
        files.put("testingset.npy", Npy.of("|u1", 2, 32, 32, 3).bytes(place -> place * 11));
        var version = room.importNow(set, files);
        assertArrays(version);
        long blobs =
                room.jdbc.sql("select count(*) from blob").query(Long.class).single();
        assertThat(blobs).as("the three files and nothing else").isEqualTo(3);
        var image = ByteBuffer.allocate(32 * 32 * 3);
        try (var train = room.datasets.openTrain(version.id());
                var test = room.datasets.openTest(version.id())) {
            assertThat(train.count()).isEqualTo(3);
            train.read(2, image);
            assertThat(image.array()).isEqualTo(room.datasets.image(version, 2));
            test.read(1, image.clear());
            assertThat(image.array()).isEqualTo(room.datasets.image(version, 4));
        }
        // The same images, packed again: what two versions share is found whichever way they are stored.
        var diff = room.part(VersionDiffs.class).between(version, room.importNow(set, arrays()), room.member);
        assertThat(diff.same()).isEqualTo(5);
    }

    @Test
    void takesArraysInAnArchive() throws Exception {
        var files = arrays();
        files.put("labels_types.csv", "ID,label\n".getBytes(StandardCharsets.UTF_8));
        assertArrays(room.importNow(set, Map.of("set.zip", Zips.of(files))));
    }

    static Map<String, byte[]> arrays() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("trainingset.npy", Npy.of("|u1", 3, 32, 32, 3).bytes(place -> place * 7));
        files.put("testingset.npy", Npy.of("|u1", 2, 32, 32, 3).fortran().bytes(place -> place * 11));
        files.put("labels.csv", "ID,label,type\r\n1,1,hole\r\n0,0,\r\n".getBytes(StandardCharsets.UTF_8));
        return files;
    }

    private void assertArrays(DatasetVersion version) throws Exception {
        assertThat(version.channels()).isEqualTo(3);
        assertThat(version.trainCount()).isEqualTo(3);
        assertThat(version.testCount()).isEqualTo(2);
        assertThat(version.anomalyCount()).isEqualTo(1);
        var expected = new byte[32 * 32 * 3];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) ((expected.length + i) * 11);
        }
        assertThat(room.datasets.image(version, 4)).isEqualTo(expected);
        assertThat(room.part(LabelSets.class).forWorkers(version.id()).type()).containsExactly("", "hole");
        assertThat(room.datasets.imageNames(version.id()))
                .containsExactly("train/0", "train/1", "train/2", "test/0", "test/1");
    }

    @Test
    void becomesColouredWithTheFirstColouredImage() throws Exception {
        var files = Zips.smallSet();
        files.put("test/scratch/e.png", Images.png(Images.rgb(32, 32, 9)));
        var version = room.importNow(set, Map.of("set.zip", Zips.of(files)));
        assertThat(version.channels()).isEqualTo(3);
        var grey = ImageDecoder.decode(Images.png(Images.grey(32, 32, 1)), "", "")
                .pixels()
                .withChannels(3)
                .data();
        var color = ImageDecoder.decode(Images.png(Images.rgb(32, 32, 9)), "", "")
                .pixels()
                .data();
        assertThat(room.datasets.image(version, 1)).isEqualTo(grey);
        assertThat(room.datasets.image(version, 4)).isEqualTo(color);
    }

    @Test
    void resizesToWhatDetectorsTakeAndSaysSo() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("train/good/a.png", Images.png(Images.grey(28, 28, 1)));
        files.put("test/good/b.png", Images.png(Images.grey(28, 28, 2)));
        files.put("test/bad/c.png", Images.png(Images.grey(40, 28, 3)));
        var version = room.importNow(set, Map.of("set.zip", Zips.of(files)));
        assertThat(version.imageSize()).isEqualTo(32);
        assertThat(version.report().notes())
                .containsExactly(
                        "The images keep their own size, 28 × 28 to 40 × 28 pixels; each run chooses what its detector sees"
                                + " of them. Galleries, and runs that choose nothing, use squares of 32 × 32 pixels.",
                        "1 image was not square and for these squares was cut to the middle.",
                        "The images have 2 different sizes: 28x28 (2), 40x28 (1).");
    }

    @Test
    void followsTheOptions() throws Exception {
        var spec = room.spec(set, Map.of("set.zip", Zips.of(Zips.smallSet())));
        var version = room.importNow(set, new ImportSpec(spec.files(), 48, Crop.KEEP, 3, ImportSpec.OnBadFile.STOP));
        assertThat(version.imageSize()).isEqualTo(48);
        assertThat(version.channels()).isEqualTo(3);
        assertThat(room.datasets.image(version, 3)).hasSize(48 * 48 * 3);
    }

    @Test
    void countsExactCopies() throws Exception {
        var files = Zips.smallSet();
        files.put("train/good/copy.png", files.get("train/good/a.png"));
        files.put("test/good/leak.bmp", Images.encode(Images.grey(32, 32, 1), "bmp"));
        var report = room.importNow(set, Map.of("set.zip", Zips.of(files))).report();
        assertThat(report.duplicatesWithin()).isEqualTo(1);
        assertThat(report.duplicatesAcross()).isEqualTo(1);
        assertThat(report.notes()).anyMatch(note -> note.startsWith("1 test image is an exact copy"));
    }

    @Test
    void failsOnADamageThatTheFirstLookCannotSee() throws Exception {
        var zip = new Zips();
        Zips.smallSet().forEach(zip::stored);
        var bytes = zip.bytes();
        bytes[200] ^= 1;
        var version = room.imports.start(set.id(), room.spec(set, Map.of("set.zip", bytes)), room.member);
        assertThat(catchThrowableOfType(JobFailure.class, () -> room.work(version))
                        .code())
                .isEqualTo("ZIP_DAMAGED");
    }

    @Test
    void failsOnValuesThatAreNotFinite() throws Exception {
        var files = arrays();
        files.put("testingset.npy", Npy.of("<f4", 2, 32, 32, 3).bytes(place -> place == 9 ? Double.NaN : 0.5));
        var version = room.imports.start(set.id(), room.spec(set, files), room.member);
        var failure = catchThrowableOfType(JobFailure.class, () -> room.work(version));
        assertThat(failure.code()).isEqualTo("NPY_NOT_FINITE");
        assertThat(failure).message().contains("testingset.npy");
        var report = room.datasets
                .findVersion(version.id(), room.member)
                .orElseThrow()
                .report();
        assertThat(report.rejected()).extracting(ImportReport.Rejected::file).containsExactly("testingset.npy");
    }
}
