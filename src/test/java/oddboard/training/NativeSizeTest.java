package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import oddboard.dataset.InputChoice;
import oddboard.run.Run;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Crops of circuit boards of the folder that ODDBOARD_TEST_DATA names: imported once at 128, seen at 128 and at 64. */
@Slow
@EnabledIfEnvironmentVariable(named = "ODDBOARD_TEST_DATA", matches = ".+")
class NativeSizeTest {
    @TempDir
    Path folder;

    @Test
    void oneImportServesRunsOfTwoSizes() throws Exception {
        byte[] archive = Files.readAllBytes(Path.of(System.getenv("ODDBOARD_TEST_DATA"), "deeppcb_folder.zip"));
        try (var fixture = new InputFixture(folder)) {
            var version = fixture.imported(archive, 0);
            assertThat(version.imageSize()).isEqualTo(128);
            long blobs = fixture.count("upload");
            Run whole = fixture.run(version, "patches", Map.of("head", "gauss"), null);
            assertThat(fixture.count("packed_input")).isZero();
            Run small = fixture.run(version, "patches", Map.of("head", "gauss"), new InputChoice(64, null, null, null));
            assertThat(fixture.count("packed_input")).isEqualTo(1);
            assertThat(fixture.count("dataset_version where ready_at is not null and train_count = 4099"))
                    .isEqualTo(1);
            assertThat(fixture.count("upload")).isEqualTo(blobs);
            System.out.printf(
                    "deeppcb by the Gaussian of patches, seed 0: at 128 AUC %.4f, pixel AUROC %.4f; at 64 AUC %.4f, pixel AUROC %.4f%n",
                    whole.result().auroc(),
                    whole.result().pixelAuroc(),
                    small.result().auroc(),
                    small.result().pixelAuroc());
            assertThat(whole.result().auroc()).isGreaterThan(0.75);
            assertThat(small.result().auroc()).isGreaterThan(0.66);
            assertThat(small.result().pixelAuroc()).isGreaterThan(0.7);
        }
    }
}
