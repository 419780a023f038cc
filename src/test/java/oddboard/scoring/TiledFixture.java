package oddboard.scoring;

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
import oddboard.ingest.ImportHandler;
import oddboard.ingest.ImportSpec;
import oddboard.ingest.Imports;
import oddboard.job.PlainJobContext;
import oddboard.registry.ModelRegistration;
import oddboard.registry.ModelVersion;
import oddboard.run.Run;
import oddboard.run.RunResults;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.testing.Photographs;
import oddboard.upload.UploadId;
import oddboard.upload.Uploads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Photographs of one size, and runs and models that see tiles of them. */
abstract class TiledFixture {
    static final int WIDTH = 320;
    static final int HEIGHT = 240;
    static final int TRAIN = 12;
    static final int TEST = 12;

    @TempDir
    Path folder;

    ScoringFixture fixture;
    Dataset set;
    Map<String, byte[]> files;

    @BeforeEach
    void open() throws Exception {
        fixture = new ScoringFixture(folder);
        set = fixture.runs.part(Datasets.class).create("Parts", "", Dataset.Visibility.TEAM, fixture.admin);
        files = new Photographs(WIDTH, HEIGHT, 6).files(TRAIN, 6, 6);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    UploadId sent(Map<String, byte[]> all) throws Exception {
        return fixture.runs
                .part(Uploads.class)
                .store(
                        set.id(),
                        "set.zip",
                        new ByteArrayInputStream(ScoringFixture.zip(new LinkedHashMap<>(all))),
                        fixture.admin)
                .id();
    }

    DatasetVersion imported(int size, Crop crop) throws Exception {
        var file = new ImportSpec.File(sent(files), ImportSpec.FileRole.ARCHIVE);
        var version = fixture.runs
                .part(Imports.class)
                .start(
                        set.id(),
                        new ImportSpec(List.of(file), size, crop, 0, ImportSpec.OnBadFile.STOP),
                        fixture.admin);
        fixture.runs
                .part(ImportHandler.class)
                .handle(new PlainJobContext(fixture.runs.database, version.job(), fixture.directory()));
        return fixture.runs.datasets().findVersion(version.id(), fixture.admin).orElseThrow();
    }

    Run run(DatasetVersion version, String detector, Map<String, ?> settings, InputChoice input) throws Exception {
        var runs = fixture.runs.part(Runs.class);
        var run = runs.start(RunSpec.of(version.id(), detector, settings).with(input), fixture.admin);
        fixture.runs
                .handler()
                .handle(new PlainJobContext(fixture.runs.database, run.job().id(), fixture.directory()));
        return runs.find(run.id(), fixture.admin).orElseThrow();
    }

    ModelVersion registered(Run run) {
        return fixture.runs.part(ModelRegistration.class).register(run.id(), "parts", "", List.of(), fixture.admin);
    }

    static InputChoice tiles(int size, int edge, ModelInput.Tiles.Score score) {
        return new InputChoice(edge, null, null, new InputChoice.TilesChoice(size, null, score));
    }

    double[] scores(Run run) {
        return fixture.runs
                .part(RunResults.class)
                .scores(run.id())
                .orElseThrow()
                .scores();
    }

    /** The test images, in their order, as somebody would send them. */
    Map<String, byte[]> testFiles() {
        Map<String, byte[]> test = new LinkedHashMap<>();
        files.forEach((name, bytes) -> {
            if (name.startsWith("test/good") || name.startsWith("test/spot")) {
                test.put(name, bytes);
            }
        });
        return test;
    }

    Scoring scored(Scoring scoring) throws Exception {
        fixture.work(fixture.claim(scoring));
        return fixture.again(scoring);
    }
}
