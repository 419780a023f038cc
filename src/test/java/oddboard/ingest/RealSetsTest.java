package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import oddboard.image.Crop;
import oddboard.label.LabelSets;
import oddboard.testing.DatasetFixture;
import oddboard.upload.Upload;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Photographs and scans from a folder that the environment variable ODDBOARD_TEST_DATA names. */
@EnabledIfEnvironmentVariable(named = "ODDBOARD_TEST_DATA", matches = ".+")
class RealSetsTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "mnist8_folder.zip, 5851, 974, 2700, 9, 32, 1, 0",
        "deeppcb_folder.zip, 4099, 856, 1498, 7, 128, 1, 1498",
        "deeppcb_npy.zip, 4099, 856, 1498, 1, 64, 3, 0",
        "apples_folder.zip, 3415, 860, 950, 4, 112, 3, 0",
    })
    void takes(String name, int train, int good, int anomalous, int types, int size, int channels, int masks)
            throws Exception {
        var fixture = new DatasetFixture(home);
        var set = fixture.create(name);
        Upload upload;
        try (InputStream in = Files.newInputStream(Path.of(System.getenv("ODDBOARD_TEST_DATA"), name))) {
            upload = fixture.uploads.store(set.id(), name, in, fixture.member);
        }
        var files = List.of(new ImportSpec.File(upload.id(), ImportSpec.FileRole.ARCHIVE));
        var version = fixture.importNow(set, new ImportSpec(files, 0, Crop.SQUARE, 0, ImportSpec.OnBadFile.STOP));

        assertThat(version.trainCount()).isEqualTo(train);
        assertThat(version.testCount()).isEqualTo(good + anomalous);
        assertThat(version.anomalyCount()).isEqualTo(anomalous);
        assertThat(version.imageSize()).isEqualTo(size);
        assertThat(version.channels()).isEqualTo(channels);
        assertThat(version.report().types()).hasSize(types + 1).containsEntry("good", good);
        assertThat(version.report().duplicatesAcross()).isZero();
        assertThat(version.report().masks()).isEqualTo(masks);
        try (var packed = fixture.datasets.openMasks(version.id())) {
            var labels = fixture.part(LabelSets.class).forWorkers(version.id());
            for (int i = 0; i < packed.count(); i++) {
                assertThat(packed.has(i)).isEqualTo(masks > 0 && labels.anomalous()[i]);
                if (packed.has(i)) {
                    assertThat(packed.read(i)).contains(1);
                }
            }
        }
    }
}
