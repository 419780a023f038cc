package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.Map;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.InputChoice;
import oddboard.dataset.Inputs;
import oddboard.dataset.ModelInput;
import oddboard.evaluation.RunSheets;
import oddboard.run.Run;
import oddboard.run.RunResults;
import oddboard.testing.Photographs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that choose what their detector sees of the images. */
class RunInputTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    @TempDir
    Path folder;

    private InputFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new InputFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private DatasetVersion imported(Map<String, byte[]> files, int size) throws Exception {
        return fixture.imported(files, size);
    }

    private Run run(DatasetVersion version, String detector, Map<String, ?> settings, InputChoice input)
            throws Exception {
        return fixture.run(version, detector, settings, input);
    }

    private static InputChoice square(int size, ModelInput.Fit fit) {
        return new InputChoice(size, fit, null, null);
    }

    private double[] scores(Run run) {
        return fixture.part(RunResults.class).scores(run.id()).orElseThrow().scores();
    }

    @Test
    void tilesFindWhatAShrunkImageHides() throws Exception {
        var version = imported(new Photographs(WIDTH, HEIGHT, 6).files(12, 8, 8), 0);
        assertThat(version.own()).isNotNull();
        var tiled = run(
                version,
                "patches",
                Map.of("head", "bank"),
                new InputChoice(null, null, null, new InputChoice.TilesChoice(96, 32, null)));
        var input = tiled.setup().input();
        assertThat(input.size()).isEqualTo(96);
        assertThat(input.count(WIDTH, HEIGHT)).isEqualTo(5 * 4);
        assertThat(scores(tiled)).hasSize(16);
        assertThat(tiled.result().auroc()).isGreaterThan(0.95);
        assertThat(tiled.result().pixelAuroc()).isGreaterThan(0.95);
        var shrunk = run(version, "patches", Map.of("head", "bank"), square(32, ModelInput.Fit.PAD));
        assertThat(shrunk.result().auroc()).isLessThan(0.9);
        // The map points at the spot, at the image's own size.
        var sheets = fixture.part(RunSheets.class);
        var images = fixture.part(Inputs.class).stored(version.id());
        var map = sheets.errors(tiled, version, 12, false);
        assertThat(map.width()).isEqualTo(WIDTH);
        assertThat(map.height()).isEqualTo(HEIGHT);
        assertThat(mean(map.data(), images.mask(12), true)).isGreaterThan(3 * mean(map.data(), images.mask(12), false));
        assertThat(sheets.jpeg(tiled, version, RunSheets.Layer.ERROR, new int[] {0, 12}))
                .isNotEmpty();
    }

    @Test
    void everyHeadOfOneJobIsScoredByTilesAsItIsAlone() throws Exception {
        var version = imported(new Photographs(WIDTH, HEIGHT, 6).files(12, 8, 8), 0);
        var tiles = new InputChoice(null, null, null, new InputChoice.TilesChoice(96, 32, null));
        var all = run(version, "patches", Map.of("head", "all", "bankSize", 50), tiles);
        assertThat(all.entries().own()).hasSize(4);
        var alone = run(version, "patches", Map.of("head", "bank", "bankSize", 50), tiles);
        var entry = fixture.find(all.entries().own().get(1));
        assertThat(entry.setup().input()).isEqualTo(alone.setup().input());
        assertThat(scores(entry)).hasSize(16);
        for (int i = 0; i < 16; i++) {
            assertThat(scores(entry)[i]).isCloseTo(scores(alone)[i], withinPercentage(1e-3));
        }
        assertThat(entry.result().pixelAuroc()).isCloseTo(alone.result().pixelAuroc(), within(1e-3));
    }

    private static double mean(byte[] map, byte[] mask, boolean marked) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < map.length; i++) {
            if (mask[i] != 0 == marked) {
                sum += map[i] & 0xff;
                count++;
            }
        }
        return sum / count;
    }

    @Test
    void makesTheSquaresOfAnInputOnce() throws Exception {
        var version = imported(new Photographs(WIDTH, HEIGHT, 24).files(6, 3, 3), 0);
        var first = run(version, "patches", Map.of(), square(64, ModelInput.Fit.CROP));
        assertThat(fixture.count("packed_input")).isEqualTo(1);
        var second = run(version, "conv", Map.of("epochs", 1, "batchSize", 4), square(64, ModelInput.Fit.CROP));
        assertThat(fixture.count("packed_input")).isEqualTo(1);
        assertThat(second.result().pixelAuroc()).isBetween(0.0, 1.0);
        var other = run(version, "patches", Map.of(), square(48, ModelInput.Fit.CROP));
        assertThat(fixture.count("packed_input")).isEqualTo(2);
        assertThat(scores(first)).isNotEqualTo(scores(other));
        assertThat(fixture.jdbc
                        .sql("select count(*) from blob_use u join packed_input p on p.sha256 = u.sha256")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        var sheets = fixture.part(RunSheets.class);
        var reconstruction = sheets.reconstruction(second, version, 0, false);
        assertThat(reconstruction.width()).isEqualTo(WIDTH);
        assertThat(sheets.reconstruction(second, version, 0, true).width()).isEqualTo(version.imageSize());
        sheets.read(second, version, new int[] {1}, (i, layers) -> {
            assertThat(layers.errors().width()).isEqualTo(WIDTH);
            assertThat(layers.image().width()).isEqualTo(WIDTH);
        });
    }

    @Test
    void aVersionOfPackedSquaresGivesTheSameScoresAsEver() throws Exception {
        var files = new Photographs(64, 64, 8).files(10, 4, 4);
        var version = imported(files, 0);
        assertThat(version.own()).as("they are what is packed").isNull();
        var before = run(version, "patches", Map.of(), null);
        assertThat(before.setup().input()).isNull();
        var same = run(version, "patches", Map.of(), square(64, ModelInput.Fit.PAD));
        assertThat(scores(same)).isEqualTo(scores(before));
        assertThat(same.result().pixelAuroc()).isEqualTo(before.result().pixelAuroc());
        assertThat(fixture.count("packed_input")).isZero();
        var small = run(version, "patches", Map.of(), square(32, ModelInput.Fit.PAD));
        assertThat(scores(small)).hasSameSizeAs(scores(before)).isNotEqualTo(scores(before));
    }

    @Test
    void ownSizesAndFixedOnesScoreAlikeWhereTheyShowTheSame() throws Exception {
        var files = new Photographs(200, 150, 12).files(10, 4, 4);
        var own = imported(files, 0);
        var fixed = imported(files, own.imageSize());
        assertThat(fixed.own()).isNull();
        var first = run(own, "conv", Map.of("epochs", 2, "batchSize", 4), null);
        var second = run(fixed, "conv", Map.of("epochs", 2, "batchSize", 4), null);
        assertThat(first.setup().input()).isEqualTo(own.packedInput());
        assertThat(second.setup().input()).isNull();
        assertThat(scores(first)).isEqualTo(scores(second));
        assertThat(fixture.count("packed_input")).isZero();
    }
}
