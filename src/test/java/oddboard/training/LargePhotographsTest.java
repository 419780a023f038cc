package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import oddboard.dataset.InputChoice;
import oddboard.dataset.Inputs;
import oddboard.dataset.ModelInput;
import oddboard.evaluation.RunSheets;
import oddboard.image.PngFile;
import oddboard.image.RasterImage;
import oddboard.testing.Photographs;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defects of 12 pixels in photographs of 2048 by 1536: found in tiles, lost in the shrunk image. */
@Slow
class LargePhotographsTest {
    private static final int WIDTH = 2048;
    private static final int HEIGHT = 1536;

    @TempDir
    Path folder;

    @Test
    void tilesFindWhatAShrunkImageHides() throws Exception {
        try (var fixture = new InputFixture(folder)) {
            var version = fixture.imported(new Photographs(WIDTH, HEIGHT, 12).files(5, 8, 8), 0);
            var settings = Map.of("head", "bank");
            var tiles = new InputChoice.TilesChoice(256, 32, ModelInput.Tiles.Score.MAX);
            var tiled = fixture.run(version, "patches", settings, new InputChoice(256, null, null, tiles));
            var shrunk = fixture.run(version, "patches", settings, new InputChoice(256, null, null, null));
            System.out.printf(
                    "tiled AUC %.3f, pixel AUROC %.3f; shrunk to 256: AUC %.3f, pixel AUROC %.3f%n",
                    tiled.result().auroc(),
                    tiled.result().pixelAuroc(),
                    shrunk.result().auroc(),
                    shrunk.result().pixelAuroc());
            look(tiled.id() + "-tiled", fixture.part(RunSheets.class).errors(tiled, version, 9, false));
            look(shrunk.id() + "-shrunk", fixture.part(RunSheets.class).errors(shrunk, version, 9, false));
            look("image", fixture.part(Inputs.class).stored(version.id()).read(5 + 9));
            assertThat(tiled.result().auroc()).isGreaterThanOrEqualTo(0.95);
            assertThat(shrunk.result().auroc()).isLessThan(0.9);
            assertThat(tiled.result().pixelAuroc())
                    .isGreaterThan(shrunk.result().pixelAuroc());
        }
    }

    /** For somebody to look at. */
    private static void look(String name, RasterImage picture) throws Exception {
        var to = Files.createDirectories(Path.of("target/screenshots"));
        Files.write(to.resolve("large-photograph-" + name + ".png"), PngFile.of(picture));
    }
}
