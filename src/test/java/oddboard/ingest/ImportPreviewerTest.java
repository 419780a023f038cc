package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.archive.Tars;
import oddboard.archive.Zips;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.dataset.ImageLabel;
import oddboard.image.Crop;
import oddboard.image.Images;
import oddboard.ingest.ImportSpec.OnBadFile;
import oddboard.npy.Npy;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first look shows what an import would make, before it is made. */
class ImportPreviewerTest {
    @TempDir
    Path home;

    private DatasetFixture fixture;
    private Dataset set;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        set = fixture.create("Caps");
    }

    private ImportPreview look(ImportSpec spec) {
        return fixture.imports.look(set.id(), spec, fixture.member);
    }

    private static Map<String, byte[]> folders() {
        var files = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 30; i++) {
            files.put("cap/train/good/" + i + ".png", Images.png(Images.gray(40, 32, i)));
            files.put("cap/test/good/" + i + ".png", Images.png(Images.gray(40, 32, 100 + i)));
            files.put("cap/test/type" + i % 7 + "/" + i + ".png", Images.png(Images.gray(40, 32, 200 + i)));
        }
        var mask = new BufferedImage(40, 32, BufferedImage.TYPE_BYTE_BINARY);
        mask.getRaster().setSample(20, 10, 0, 1);
        files.put("cap/ground_truth/type0/0_mask.png", Images.png(mask));
        return files;
    }

    @Test
    void tellsWhatAnArchiveIsAndShowsTenPicturesAcrossSplitsAndTypes() {
        var zip = fixture.spec(set, Map.of("set.zip", Zips.of(folders())));
        var look = look(zip);
        assertThat(look.recognised()).isEqualTo("MVTec layout, 30 training images, 60 test images of 7 types, 1 mask");
        var samples = look.samples(zip);
        assertThat(samples).hasSize(10);
        assertThat(samples).filteredOn(ImportPreview.Sample::train).hasSize(3);
        assertThat(samples)
                .filteredOn(s -> s.label() == ImageLabel.ANOMALOUS)
                .extracting(ImportPreview.Sample::type)
                .doesNotHaveDuplicates();
        assertThat(samples)
                .filteredOn(s -> s.mask() != null)
                .extracting(ImportPreview.Sample::name)
                .containsExactly("test/type0/0.png");
    }

    @Test
    void showsThePixelsThatTheImportThenStores() throws Exception {
        for (var file : Map.of("set.zip", Zips.of(folders()), "set.tgz", Tars.gzip(Tars.of(folders())))
                .entrySet()) {
            var files =
                    fixture.spec(set, Map.of(file.getKey(), file.getValue())).files();
            for (var crop : Crop.values()) {
                var spec = new ImportSpec(files, 48, crop, 0.75, 3, OnBadFile.STOP, 0.2);
                var samples = look(spec).samples(spec);
                var version = fixture.importNow(set, spec);
                var names = List.of(fixture.datasets.imageNames(version.id()));
                for (var sample : samples) {
                    int index = names.indexOf(sample.name());
                    assertThat(sample.pixels()).as(sample.name()).isEqualTo(fixture.datasets.image(version, index));
                    if (sample.mask() != null) {
                        assertThat(fixture.datasets.mask(version, index - version.trainCount()))
                                .hasValue(sample.mask());
                    }
                }
            }
        }
    }

    @Test
    void showsArraysByThemselvesAndInAnArchive() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("trainingset.npy", Npy.of("|u1", 9, 32, 32, 3).bytes(place -> place * 7));
        files.put("testingset.npy", Npy.of("|u1", 8, 32, 32, 3).bytes(place -> place * 11));
        files.put("labels.csv", "ID,label\n0,0\n1,1\n2,0\n3,0\n4,1\n5,0\n6,1\n7,1\n".getBytes(StandardCharsets.UTF_8));
        for (var spec : List.of(fixture.spec(set, files), fixture.spec(set, Map.of("set.npz", Zips.of(files))))) {
            var look = look(spec);
            assertThat(look.recognised())
                    .isEqualTo("NumPy arrays, 9 training images, 8 test images of 32 x 32 RGB, 4 of them anomalous");
            var samples = look.samples(spec);
            assertThat(samples).hasSize(10);
            var version = fixture.importNow(set, spec);
            var names = List.of(fixture.datasets.imageNames(version.id()));
            for (var sample : samples) {
                assertThat(sample.pixels()).isEqualTo(fixture.datasets.image(version, names.indexOf(sample.name())));
            }
        }
    }

    @Test
    void saysWhatIsWrongBeforeAnythingIsImported() {
        var files = folders();
        files.put("cap/train/dent/x.png", files.get("cap/train/good/0.png"));
        var spec = fixture.spec(set, Map.of("set.zip", Zips.of(files)));
        assertThat(catchThrowableOfType(InputException.class, () -> look(spec)))
                .message()
                .startsWith("The folder train/dent of set.zip is not known");
        var bad = folders();
        bad.put("cap/test/type0/0.png", new byte[] {1, 2, 3});
        var withBad = fixture.spec(set, Map.of("bad.zip", Zips.of(bad)));
        assertThat(look(withBad).samples(withBad))
                .filteredOn(s -> !s.fault().isEmpty())
                .singleElement()
                .satisfies(s -> assertThat(s.fault()).contains("test/type0/0.png in bad.zip is not an image"));
    }

    @Test
    void tellsAFlatFolder() {
        var spec = fixture.spec(
                set,
                Map.of(
                        "set.zip",
                        Zips.of(Map.of(
                                "a.png",
                                Images.png(Images.gray(32, 32, 1)),
                                "b.png",
                                Images.png(Images.gray(32, 32, 2))))));
        assertThat(look(spec).isFlat()).isTrue();
        assertThat(look(spec).recognised()).isEqualTo("one folder of 2 images");
        assertThat(look(spec).samples(spec)).hasSize(2);
    }
}
