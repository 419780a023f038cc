package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import oddboard.archive.Zips;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ImportReport;
import oddboard.image.Crop;
import oddboard.ingest.ImportSpec.OnBadFile;
import oddboard.job.JobFailure;
import oddboard.npy.Npy;
import oddboard.testing.DatasetFixture;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values of a version become black and white, and what its report says of that. */
class ValueRangeImportTest {
    private static final int PIXELS = 32 * 32;

    @TempDir
    Path home;

    private DatasetFixture fixture;
    private Dataset set;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        set = fixture.create("Caps");
    }

    /** All levels from 0 to 255. */
    private static double level(int place) {
        return place * 37 % 256;
    }

    private DatasetVersion arrays(byte[] train, byte[] test, String range) throws Exception {
        return fixture.importNow(set, spec(arrayFiles(train, test), OnBadFile.STOP, range));
    }

    private static Map<String, byte[]> arrayFiles(byte[] train, byte[] test) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("train.npy", train);
        files.put("test.npy", test);
        files.put("labels.csv", "ID,label\n0,0\n1,1\n".getBytes(StandardCharsets.UTF_8));
        return files;
    }

    private ImportSpec spec(Map<String, byte[]> files, OnBadFile onBadFile, String range) {
        return new ImportSpec(
                fixture.spec(set, files).files(),
                0,
                Crop.KEEP,
                1,
                0,
                onBadFile,
                0.2,
                MaskValues.TWO,
                range,
                0,
                null,
                null);
    }

    private static byte[] npy(String type, IntToDoubleFunction values) {
        return Npy.of(type, 2, 32, 32).bytes(values);
    }

    private String refusal(byte[] train, byte[] test) {
        var failure = catchThrowableOfType(JobFailure.class, () -> arrays(train, test, ""));
        assertThat(failure.code()).isEqualTo("NPY_RANGE");
        return failure.getMessage();
    }

    private void assertLevels(DatasetVersion version, int index, IntToDoubleFunction expected) throws Exception {
        var image = fixture.datasets.image(version, index);
        for (int i = 0; i < image.length; i++) {
            assertThat(image[i] & 0xff).as("pixel " + i).isEqualTo((int) Math.round(expected.applyAsDouble(i)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1.0000011", "1.05", "1.4", "-0.00001", "-0.02", "250"})
    void aSingleValueOutsideIsCutOff(double value) throws Exception {
        var train = npy("<f8", place -> place == 0 ? value : level(place) / 255);
        // Of 40,960 values one is less than 1 in 10,000.
        var more = Npy.of("<f8", 38, 32, 32).bytes(place -> place == 0 ? value : level(place) / 255);
        var version = arrays(Math.abs(value) > 2 ? more : train, npy("<f8", p -> level(p) / 255), "");
        assertLevels(version, 0, i -> i == 0 ? (value > 1 ? 255 : 0) : level(i));
        assertLevels(version, version.trainCount(), ValueRangeImportTest::level);
        assertThat(version.report().notes())
                .anyMatch(note -> note.startsWith("train.npy and test.npy: values from 0 to 1 became gray levels from 0"
                        + " to 255; 1 value outside (the least is "));
    }

    @Test
    void whatInterpolationAddsIsCutOff() throws Exception {
        var files = arrayFiles(FormatFiles.file("beyond.npy"), npy("<f4", place -> level(place) / 255));
        var version = fixture.importNow(set, spec(files, OnBadFile.STOP, ""));
        var expected = FormatFiles.data("beyond.levels.npy", 6 * PIXELS);
        for (int i = 0; i < 6; i++) {
            var image = fixture.datasets.image(version, i);
            for (int p = 0; p < PIXELS; p++) {
                assertThat(Math.abs((image[p] & 0xff) - (expected[i * PIXELS + p] & 0xff)))
                        .isLessThanOrEqualTo(1);
            }
        }
        assertThat(version.report().notes())
                .anyMatch(
                        note -> note.contains(" values outside (the least is -0.1966569, the greatest 1.069569) were"));
    }

    @Test
    void twoArraysInTwoRangesAreRefused() {
        var unit = npy("<f4", place -> level(place) / 255);
        var bytes = npy("<f4", ValueRangeImportTest::level);
        assertThat(refusal(unit, bytes))
                .isEqualTo(
                        "train.npy has values from 0 to 1 and test.npy from 0 to 255; save all in one range, or choose"
                                + " the value range of the import.");
        assertThat(refusal(bytes, unit)).startsWith("train.npy has values from 0 to 255 and test.npy from 0 to 1;");
        assertThat(refusal(npy("<f4", place -> level(place) / 127.5 - 1), unit)).startsWith("train.npy has values");
        assertThat(refusal(npy("<u2", place -> level(place) * 257), npy("<u2", ValueRangeImportTest::level)))
                .startsWith("test.npy has values from 0 to 255 and others of the same type 0 to 65535;");
    }

    @ParameterizedTest
    @CsvSource({"9,511", "10,1023", "12,4095", "14,16383", "16,65535"})
    void bitDepthIsThatOfTheVersion(int bits, int most) throws Exception {
        // The test images are darker and stay so.
        var version = arrays(
                npy("<u2", place -> Math.floor(level(place) * most / 255)),
                npy("<u2", place -> Math.floor(level(place) * most / 510)),
                "");
        assertLevels(version, 0, i -> Math.floor(level(i) * most / 255) * 255 / most);
        assertLevels(version, 2, i -> Math.floor(level(i) * most / 510) * 255 / most);
        assertThat(version.report().notes())
                .contains("train.npy and test.npy: values from 0 to " + most + " became gray levels from 0 to 255.");
    }

    @Test
    void theChosenRangeHolds() throws Exception {
        var twelve = npy("<u2", place -> level(place) * 16);
        assertLevels(arrays(twelve, twelve, "stored"), 0, i -> level(i) * 16 / 257);
        assertLevels(arrays(twelve, twelve, "0..8160"), 0, i -> level(i) / 2);
        var hounsfield = npy("<i2", place -> level(place) * 8 - 1024);
        var version = arrays(hounsfield, hounsfield, "-1024..1016");
        assertLevels(version, 0, ValueRangeImportTest::level);
        assertThat(version.report().notes())
                .contains(
                        "train.npy and test.npy: values from -1024 to 1016, as chosen, became gray levels from 0 to 255.");
        var binary = npy("|u1", place -> place % 2);
        assertLevels(arrays(binary, binary, "0..1"), 0, i -> i % 2 * 255);
        assertThat(arrays(binary, binary, "").report().notes())
                .contains("No gray level is above 1 of 255, so that all images look black. If 1 means white, choose the"
                        + " value range 0 to 1.");
        assertThat(catchThrowableOfType(InputException.class, () -> arrays(binary, binary, "255..0"))
                        .code())
                .isEqualTo("VALUE_RANGE");
    }

    @Test
    void wholeNumbersOf0And1AreBlackAndWhite() throws Exception {
        var binary = npy("<i4", place -> place % 3 == 0 ? 1 : 0);
        assertLevels(arrays(binary, binary, ""), 0, i -> i % 3 == 0 ? 255 : 0);
    }

    private static Map<String, byte[]> folders(Map<String, String> train, String test) {
        var files = new LinkedHashMap<String, byte[]>();
        train.forEach((name, file) -> files.put("train/good/" + name, FormatFiles.file(file)));
        files.put("test/good/a.tif", FormatFiles.file(test));
        files.put("test/bad/b.tif", FormatFiles.file("u16.tif"));
        return Map.of("set.zip", Zips.of(files));
    }

    @Test
    void imagesInAnotherRangeAreNamed() throws Exception {
        var files = folders(Map.of("a.tif", "f32.tif", "b.tif", "f32b.tif", "c.tif", "f64.tif"), "f32.tif");
        var version = fixture.importNow(set, spec(files, OnBadFile.SKIP, ""));
        assertThat(version.report().rejected())
                .extracting(ImportReport.Rejected::detail)
                .containsExactly(
                        "train/good/b.tif in set.zip has values from 0 to 255 and others of the same type 0 to 1;"
                                + " save all in one range, or choose the value range of the import.");
        assertThat(version.report().notes())
                .contains(
                        "1 image of 16-bit whole numbers: values from 0 to 65535 became gray levels from 0 to 255.",
                        "3 images of floating-point numbers: values from 0 to 1 became gray levels from 0 to 255.");
        assertThat(catchThrowableOfType(JobFailure.class, () -> fixture.importNow(set, spec(files, OnBadFile.STOP, "")))
                        .code())
                .isEqualTo("IMAGE_RANGE");
    }

    @Test
    void imagesOfAllFilesShareOneBitDepth() throws Exception {
        // 12 bits in the training image, so that 16 in a test image decide for both.
        var version =
                fixture.importNow(set, spec(folders(Map.of("a.png", "gray12in16.png"), "u16.tif"), OnBadFile.STOP, ""));
        var dark = fixture.datasets.image(version, 0);
        var bright = fixture.datasets.image(version, 1);
        for (int i = 0; i < dark.length; i++) {
            assertThat((dark[i] & 0xff) * 16).isCloseTo(bright[i] & 0xff, Offset.offset(20));
        }
    }

    @Test
    void thePreviewShowsTheRange() throws Exception {
        var files = folders(Map.of("a.png", "gray12in16.png"), "u12in16.tif");
        for (var range : List.of("", "0..65535", "0..4095")) {
            var spec = spec(files, OnBadFile.STOP, range);
            var samples = fixture.imports.look(set.id(), spec, fixture.member).samples(spec);
            var version = fixture.importNow(set, spec);
            assertThat(samples.getFirst().pixels()).as(range).isEqualTo(fixture.datasets.image(version, 0));
        }
    }
}
