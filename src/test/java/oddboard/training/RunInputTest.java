package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import oddboard.archive.Zips;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.InputChoice;
import oddboard.dataset.Inputs;
import oddboard.dataset.ModelInput;
import oddboard.evaluation.RunSheets;
import oddboard.image.Crop;
import oddboard.ingest.ImportHandler;
import oddboard.ingest.ImportSpec;
import oddboard.ingest.Imports;
import oddboard.job.JobId;
import oddboard.job.PlainJobContext;
import oddboard.run.Run;
import oddboard.run.RunResults;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.testing.Photographs;
import oddboard.testing.RunFixture;
import oddboard.upload.Uploads;
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

    private RunFixture room;
    private Dataset set;
    private int attempts;

    @BeforeEach
    void open() throws Exception {
        room = RunFixture.withQueue(folder.resolve("home"));
        set = room.part(Datasets.class).create("Parts", "", Dataset.Visibility.TEAM, room.admin());
    }

    @AfterEach
    void close() {
        room.close();
    }

    private PlainJobContext claim(JobId job) throws Exception {
        return new PlainJobContext(
                room.database, job, Files.createDirectories(folder.resolve("attempt-" + ++attempts)));
    }

    private DatasetVersion imported(Map<String, byte[]> files, int size) throws Exception {
        var upload = room.part(Uploads.class)
                .store(set.id(), "set.zip", new ByteArrayInputStream(Zips.of(new TreeMap<>(files))), room.admin());
        var file = new ImportSpec.File(upload.id(), ImportSpec.FileRole.ARCHIVE);
        var spec = new ImportSpec(List.of(file), size, Crop.FIT, 0, ImportSpec.OnBadFile.STOP);
        var version = room.part(Imports.class).start(set.id(), spec, room.admin());
        room.part(ImportHandler.class).handle(claim(version.job()));
        return room.part(Datasets.class).findVersion(version.id(), room.admin()).orElseThrow();
    }

    private Run run(DatasetVersion version, String detector, Map<String, ?> settings, InputChoice input)
            throws Exception {
        var runs = room.part(Runs.class);
        var run = runs.start(RunSpec.of(version.id(), detector, settings).with(input), room.admin());
        room.handler().handle(claim(run.job().id()));
        return runs.find(run.id(), room.admin()).orElseThrow();
    }

    private static InputChoice square(int size, ModelInput.Fit fit) {
        return new InputChoice(size, fit, null, null);
    }

    private double[] scores(Run run) {
        return room.part(RunResults.class).scores(run.id()).orElseThrow().scores();
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
        var sheets = room.part(RunSheets.class);
        var images = room.part(Inputs.class).stored(version.id());
        var map = sheets.errors(tiled, version, 12, false);
        assertThat(map.width()).isEqualTo(WIDTH);
        assertThat(map.height()).isEqualTo(HEIGHT);
        assertThat(mean(map.data(), images.mask(12), true)).isGreaterThan(3 * mean(map.data(), images.mask(12), false));
        assertThat(sheets.jpeg(tiled, version, RunSheets.Layer.ERROR, new int[] {0, 12}))
                .isNotEmpty();
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
        assertThat(room.count("packed_input")).isEqualTo(1);
        var second = run(version, "conv", Map.of("epochs", 1, "batchSize", 4), square(64, ModelInput.Fit.CROP));
        assertThat(room.count("packed_input")).isEqualTo(1);
        assertThat(second.result().pixelAuroc()).isBetween(0.0, 1.0);
        var other = run(version, "patches", Map.of(), square(48, ModelInput.Fit.CROP));
        assertThat(room.count("packed_input")).isEqualTo(2);
        assertThat(scores(first)).isNotEqualTo(scores(other));
        assertThat(room.jdbc
                        .sql("select count(*) from blob_use u join packed_input p on p.sha256 = u.sha256")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        var sheets = room.part(RunSheets.class);
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
        assertThat(room.count("packed_input")).isZero();
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
        assertThat(room.count("packed_input")).isZero();
    }
}
