package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.InputChoice;
import oddboard.dataset.ModelInput;
import oddboard.image.Crop;
import oddboard.image.Images;
import oddboard.image.RasterImage;
import oddboard.ingest.ImportHandler;
import oddboard.ingest.ImportSpec;
import oddboard.ingest.Imports;
import oddboard.job.PlainJobContext;
import oddboard.registry.ModelRegistration;
import oddboard.run.RunResults;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.upload.UploadId;
import oddboard.upload.Uploads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of runs that chose how they see images of any size and shape. */
class OwnSizeScoringTest {
    @TempDir
    Path folder;

    private ScoringFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new ScoringFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void scoresOblongImagesAsTheRunDidWhereverTheyComeFrom() throws Exception {
        var test = new LinkedHashMap<String, byte[]>();
        var all = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 30; i++) {
            byte[] png = Images.png(Images.rgb(90, 62, i));
            var name = i < 20 ? "train/good/%02d.png".formatted(i) : "test/bent/%02d.png".formatted(i);
            all.put(name, png);
            if (i >= 20) {
                test.put(name, png);
            }
        }
        var set = fixture.runs.part(Datasets.class).create("Bars", "", Dataset.Visibility.TEAM, fixture.admin);
        var version = imported(set, all, 0);

        var input = new InputChoice(48, ModelInput.Fit.STRETCH, 1, null);
        var run = fixture.runs
                .part(Runs.class)
                .start(
                        RunSpec.of(version.id(), "conv", Map.of("epochs", 1, "batchSize", 8))
                                .with(input),
                        fixture.admin);
        fixture.runs
                .handler()
                .handle(new PlainJobContext(fixture.runs.database, run.job().id(), fixture.directory()));
        var model = fixture.runs.part(ModelRegistration.class).register(run.id(), "bars", "", List.of(), fixture.admin);
        assertThat(model.preprocessing().size()).isEqualTo(48);
        assertThat(model.preprocessing().crop()).isEqualTo(Crop.KEEP);

        Scoring stored = fixture.start("bars/1", List.of(), version.id(), ScoringSpec.Maps.ALL);
        fixture.work(fixture.claim(stored));
        Scoring files = fixture.start("bars/1", List.of(sent(set, test)), null, ScoringSpec.Maps.ALL);
        fixture.work(fixture.claim(files));

        double[] scores = fixture.runs
                .part(RunResults.class)
                .scores(run.id())
                .orElseThrow()
                .scores();
        assertThat(fixture.scores(stored)).hasSize(10).containsExactly(scores);
        assertThat(fixture.scores(files)).containsExactly(scores);
        var pictures = fixture.runs.part(ScoringPictures.class);
        for (int i = 0; i < 10; i++) {
            // What the model saw, which is not what the import made square.
            RasterImage picture = pictures.image(fixture.again(stored), i, fixture.admin);
            assertThat(picture.width()).isEqualTo(48);
            assertThat(picture.height()).as("not stretched").isEqualTo(33);
            assertThat(picture.data())
                    .isEqualTo(pictures.image(fixture.again(files), i, fixture.admin)
                            .data());
            assertThat(pictures.map(fixture.again(files), i).orElseThrow().height())
                    .isEqualTo(33);
        }
    }

    @Test
    void whatTheRunMadeOfSquaresIsMadeOfNewImagesToo() throws Exception {
        var test = new LinkedHashMap<String, byte[]>();
        var all = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 30; i++) {
            byte[] png = Images.png(Images.rgb(90, 62, i));
            var name = i < 20 ? "train/good/%02d.png".formatted(i) : "test/bent/%02d.png".formatted(i);
            all.put(name, png);
            if (i >= 20) {
                test.put(name, png);
            }
        }
        var set = fixture.runs.part(Datasets.class).create("Bars", "", Dataset.Visibility.TEAM, fixture.admin);
        var version = imported(set, all, 64);
        assertThat(version.own()).isNull();
        var run = fixture.runs
                .part(Runs.class)
                .start(
                        RunSpec.of(version.id(), "conv", Map.of("epochs", 1, "batchSize", 8))
                                .with(new InputChoice(32, null, null, null)),
                        fixture.admin);
        fixture.runs
                .handler()
                .handle(new PlainJobContext(fixture.runs.database, run.job().id(), fixture.directory()));
        fixture.runs.part(ModelRegistration.class).register(run.id(), "bars", "", List.of(), fixture.admin);
        Scoring stored = fixture.start("bars/1", List.of(), version.id(), ScoringSpec.Maps.NONE);
        fixture.work(fixture.claim(stored));
        Scoring files = fixture.start("bars/1", List.of(sent(set, test)), null, ScoringSpec.Maps.NONE);
        fixture.work(fixture.claim(files));
        double[] scores = fixture.runs
                .part(RunResults.class)
                .scores(run.id())
                .orElseThrow()
                .scores();
        assertThat(fixture.scores(stored)).containsExactly(scores);
        assertThat(fixture.scores(files)).containsExactly(scores);
    }

    private UploadId sent(Dataset set, LinkedHashMap<String, byte[]> files) throws Exception {
        return fixture.runs
                .part(Uploads.class)
                .store(set.id(), "bars.zip", new ByteArrayInputStream(ScoringFixture.zip(files)), fixture.admin)
                .id();
    }

    private DatasetVersion imported(Dataset set, LinkedHashMap<String, byte[]> files, int size) throws Exception {
        var file = new ImportSpec.File(sent(set, files), ImportSpec.FileRole.ARCHIVE);
        var version = fixture.runs
                .part(Imports.class)
                .start(
                        set.id(),
                        new ImportSpec(List.of(file), size, Crop.FIT, 0, ImportSpec.OnBadFile.STOP),
                        fixture.admin);
        fixture.runs
                .part(ImportHandler.class)
                .handle(new PlainJobContext(fixture.runs.database, version.job(), fixture.directory()));
        return fixture.runs.datasets().findVersion(version.id(), fixture.admin).orElseThrow();
    }
}
