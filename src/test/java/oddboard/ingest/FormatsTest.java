package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.archive.Tars;
import oddboard.archive.Zips;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.image.Crop;
import oddboard.image.ImageDecoder;
import oddboard.image.Images;
import oddboard.ingest.ImportSpec.OnBadFile;
import oddboard.label.LabelSets;
import oddboard.npy.Npy;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every form in which a data set may come becomes the same version. */
class FormatsTest {
    @TempDir
    Path home;

    private DatasetFixture fixture;
    private Dataset set;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        set = fixture.create("Caps");
    }

    @Test
    void takesTheSameOutOfZipTarAndTarGz() throws Exception {
        var tar = Tars.of(Zips.smallSet());
        assertSmallSet(fixture.importNow(set, Map.of("set.zip", Zips.of(Zips.smallSet()))));
        assertSmallSet(fixture.importNow(set, Map.of("set.tar", tar)));
        assertSmallSet(fixture.importNow(set, Map.of("set.tar.gz", Tars.gzip(tar))));
        assertSmallSet(fixture.importNow(set, Map.of("set.tgz", Tars.gzip(tar))));
    }

    @Test
    void takesFoldersThatLieDeeperWithADotInFront() throws Exception {
        var tar = new Tars().add("./", new byte[0]);
        Zips.smallSet().forEach((name, bytes) -> tar.add("./sets/bottle/" + name, bytes));
        tar.add("./sets/bottle/._x", new byte[1]);
        assertSmallSet(fixture.importNow(set, Map.of("set.tar", tar.bytes())));
    }

    @Test
    void goesByTheContentsAndNotByTheName() throws Exception {
        assertSmallSet(fixture.importNow(set, Map.of("set.zip", Tars.gzip(Tars.of(Zips.smallSet())))));
        assertSmallSet(fixture.importNow(set, Map.of("set.tar", Zips.of(Zips.smallSet()))));
    }

    private void assertSmallSet(DatasetVersion version) throws Exception {
        assertThat(version.state()).isEqualTo(DatasetVersion.State.READY);
        assertThat(fixture.datasets.imageNames(version.id()))
                .containsExactly("train/good/a.png", "train/good/b.png", "test/good/c.png", "test/scratch/d.png");
        assertThat(fixture.part(LabelSets.class).forWorkers(version.id()).type())
                .containsExactly("", "scratch");
        int[] seeds = {2, 1, 3, 4};
        for (int i = 0; i < 4; i++) {
            assertThat(fixture.datasets.image(version, i)).isEqualTo(pixels(seeds[i]));
        }
    }

    private static byte[] pixels(int seed) {
        return ImageDecoder.decode(Images.png(Images.gray(32, 32, seed)), "", "")
                .pixels()
                .data();
    }

    @Test
    void takesNpzStoredAndDeflatedWithLabelsAsAnArray() throws Exception {
        var train = Npy.of("|u1", 3, 32, 32, 3).bytes(place -> place * 7);
        var test = Npy.of("|u1", 2, 32, 32, 3).bytes(place -> place * 11);
        var labels = Npy.of("<i8", 2).bytes(place -> place);
        assertArrays(new Zips()
                .stored("x_train.npy", train)
                .stored("x_test.npy", test)
                .stored("y_test.npy", labels)
                .stored("y_train.npy", Npy.of("<i8", 3).bytes(place -> 0))
                .bytes());
        assertArrays(new Zips()
                .add("trainingset.npy", train)
                .add("testingset.npy", test)
                .add("labels.npy", labels)
                .bytes());
        assertArrays(Tars.gzip(new Tars()
                .add("train.npy", train)
                .add("test.npy", test)
                .add("labels.npy", labels)
                .bytes()));
    }

    /** As numpy.savez writes arrays without names, and labels as words (dtype U5). */
    @Test
    void takesNpzByTheOrderOfItsArraysAndLabelsAsWords() throws Exception {
        var train = Npy.of("|u1", 3, 32, 32, 3).bytes(place -> place * 7);
        var test = Npy.of("|u1", 2, 32, 32, 3).bytes(place -> place * 11);
        var version = fixture.importNow(
                set,
                Map.of(
                        "set.npz",
                        new Zips()
                                .add("arr_0.npy", train)
                                .add("arr_2.npy", words("good", "crack"))
                                .add("arr_1.npy", test)
                                .bytes()));
        assertThat(version.state()).isEqualTo(DatasetVersion.State.READY);
        var labels = fixture.part(LabelSets.class).forWorkers(version.id());
        assertThat(labels.anomalous()).containsExactly(false, true);
        assertThat(labels.type()).containsExactly("", "crack");
        assertThat(version.report().notes())
                .contains("The arrays of set.npz have no names: by their order arr_0 was taken for the training images,"
                        + " arr_1 for the test images and arr_2 for the labels of these.");
        assertThat(fixture.datasets.image(version, 0)).isNotEqualTo(fixture.datasets.image(version, 3));
    }

    @Test
    void takesTheNameOfATypeAndPassesOverMasksAsAnArray() throws Exception {
        var train = named(Npy.of("|u1", 3, 32, 32, 3).bytes(place -> place * 7));
        var test = named(Npy.of("|u1", 2, 32, 32, 3).bytes(place -> place * 11));
        assertArrays(new Zips()
                .add("x_train.npy", train)
                .add("x_test.npy", test)
                .add("masks_test.npy", Npy.of("|b1", 2, 32, 32).bytes(place -> 0))
                .add("y_test.npy", Npy.of("<i8", 2).bytes(place -> place))
                .bytes());
    }

    /** Writes 'B' for '|u1' in a header of the same length. */
    private static byte[] named(byte[] npy) {
        var text = new String(npy, StandardCharsets.ISO_8859_1).replaceFirst("'\\|u1'", "'B'  ");
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] words(String... words) {
        var header = "{'descr': '<U5', 'fortran_order': False, 'shape': (" + words.length + ",), }";
        var head = (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        var npy = ByteBuffer.allocate(10 + head.length + 20 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        npy.put("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) head.length)
                .put(head);
        for (var word : words) {
            npy.put(Arrays.copyOf(word.getBytes(Charset.forName("UTF-32LE")), 20));
        }
        return npy.array();
    }

    private void assertArrays(byte[] archive) throws Exception {
        var version = fixture.importNow(set, Map.of("set.npz", archive));
        assertThat(version.trainCount()).isEqualTo(3);
        assertThat(version.channels()).isEqualTo(3);
        assertThat(fixture.part(LabelSets.class).forWorkers(version.id()).anomalous())
                .containsExactly(false, true);
        var expected = new byte[32 * 32 * 3];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) ((expected.length + i) * 11);
        }
        assertThat(fixture.datasets.image(version, 4)).isEqualTo(expected);
    }

    @Test
    void refusesLabelsOfAnNpzThatDoNotFit() {
        var train = Npy.of("|u1", 3, 32, 32).bytes(place -> place * 7);
        var test = Npy.of("|u1", 2, 32, 32).bytes(place -> place * 11);
        var zip = new Zips().add("train.npy", train).add("test.npy", test);
        assertThat(fault(zip.add("labels.npy", Npy.of("<f4", 2).bytes(place -> 7 * place))
                        .bytes()))
                .isEqualTo(
                        "labels.npy in set.npz has for test image 1 the label 7; labels are 0 (normal) or 1 (anomalous).");
        zip = new Zips().add("train.npy", train).add("test.npy", test);
        assertThat(fault(zip.add("labels.npy", Npy.of("<i4", 3).bytes(place -> 0))
                        .bytes()))
                .isEqualTo("labels.npy in set.npz has 3 labels for 2 test images.");
        zip = new Zips().add("x_train.npy", train).add("x_test.npy", test);
        assertThat(fault(zip.add("y_test.npy", Npy.of("|b1", 2).bytes(place -> place))
                        .add("y_train.npy", Npy.of("|u1", 3).bytes(place -> place))
                        .bytes()))
                .isEqualTo("y_train.npy in set.npz marks 2 training images; training images are normal, 0.");
    }

    private String fault(byte[] npz) {
        return catchThrowableOfType(Exception.class, () -> fixture.importNow(set, Map.of("set.npz", npz)))
                .getMessage();
    }

    @Test
    void holdsOutAShareOfOneFolderAndSaysSo() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 10; i++) {
            files.put("caps/" + i + ".png", Images.png(Images.gray(32, 32, i)));
        }
        var version = fixture.importNow(set, Map.of("set.zip", Zips.of(files)));
        assertThat(version.trainCount()).isEqualTo(8);
        assertThat(version.testCount()).isEqualTo(2);
        assertThat(version.anomalyCount()).isZero();
        assertThat(version.report().notes())
                .contains(
                        "Nothing in set.zip says which images are for training and which"
                                + " for testing: all 10 are taken as normal, and 2 of them, always the same, are held out as test images.");
        var names = fixture.datasets.imageNames(version.id());
        assertThat(fixture.datasets.imageNames(fixture.importNow(set, Map.of("other.tar", Tars.of(files)))
                        .id()))
                .isEqualTo(names);

        var spec = fixture.spec(set, Map.of("set.zip", Zips.of(files)));
        var half = fixture.importNow(set, new ImportSpec(spec.files(), 0, Crop.SQUARE, 1, 0, OnBadFile.STOP, 0.5));
        assertThat(half.testCount()).isEqualTo(5);
        assertThat(List.of(fixture.datasets.imageNames(half.id())).subList(5, 10))
                .contains(names[8], names[9]);
    }

    @Test
    void keepsTheMiddleOfEachImage() throws Exception {
        var image = Images.gray(64, 64, 5);
        var files = Map.of("a.png", Images.png(image), "b.png", Images.png(Images.gray(64, 64, 6)));
        var spec = fixture.spec(set, Map.of("set.zip", Zips.of(files)));
        var version = fixture.importNow(set, new ImportSpec(spec.files(), 0, Crop.CENTRE, 0.5, 0, OnBadFile.STOP, 0.2));
        assertThat(version.imageSize()).isEqualTo(32);
        var names = List.of(fixture.datasets.imageNames(version.id()));
        var kept = fixture.datasets.image(version, names.indexOf("a.png"));
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                assertThat(kept[y * 32 + x] & 0xff).isEqualTo(image.getRaster().getSample(16 + x, 16 + y, 0));
            }
        }
        assertThat(version.report().notes()).contains("Of each image the middle was kept: 0.5000 of its shorter edge.");
    }

    @Test
    void namesATarThatIsUnsafeOrDamagedBeforeItIsQueued() {
        var text = "x".getBytes(StandardCharsets.UTF_8);
        var fault = catchThrowableOfType(
                InputException.class,
                () -> fixture.importNow(
                        set,
                        Map.of(
                                "set.tar",
                                new Tars()
                                        .special("train", (byte) '2', "/etc")
                                        .add("train/passwd", text)
                                        .bytes())));
        assertThat(fault).message().isEqualTo("train in set.tar is a symbolic link, not a file.");
    }
}
