package oddboard.scoring;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import oddboard.dataset.Dataset;
import oddboard.dataset.Datasets;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.Labels;
import oddboard.detector.Engine;
import oddboard.image.Crop;
import oddboard.ingest.ImportHandler;
import oddboard.ingest.ImportSpec;
import oddboard.ingest.Imports;
import oddboard.job.PlainJobContext;
import oddboard.label.LabelSets;
import oddboard.metric.Proportion;
import oddboard.registry.Method;
import oddboard.registry.ModelRegistration;
import oddboard.registry.Threshold;
import oddboard.registry.Thresholds;
import oddboard.run.RunResults;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.upload.Uploads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often a threshold with a false-alarm budget of 1 % flags normal images that neither training nor calibration has seen, on
 * three sets of the folder that ODDBOARD_TEST_DATA names; writes target/bench/false-alarms.md.
 */
@EnabledIfEnvironmentVariable(named = "ODDBOARD_TEST_DATA", matches = ".+")
class FalseAlarmBench {
    private static final double BUDGET = 0.01;
    private static final int EPOCHS = Integer.getInteger("bench.epochs", 3);
    private static final long SEED = 1;

    @TempDir
    Path folder;

    @Test
    void flagsNoMoreNormalImagesThanTheBudgetAllows() throws Exception {
        List<String> rows = new ArrayList<>(List.of(
                "| set | budget | calibrated on | flagged of these, with the threshold's interval | normal test images |"
                        + " flagged of these, with their own interval | rate within the threshold's interval |",
                "|---|---|---|---|---|---|---|"));
        Path table = Files.createDirectories(Path.of("target", "bench")).resolve("false-alarms.md");
        try (ScoringFixture fixture = new ScoringFixture(folder)) {
            for (String set : List.of("mnist8", "deeppcb", "apples")) {
                rows.add(row(fixture, set));
                Files.writeString(table, Engine.describeDevice("cpu") + "\n\n" + String.join("\n", rows) + "\n");
            }
        }
    }

    private static String row(ScoringFixture fixture, String name) throws Exception {
        String file = name + "_folder.zip";
        Dataset set = fixture.runs.part(Datasets.class).create(name, "", Dataset.Visibility.TEAM, fixture.admin);
        ImportSpec.File part;
        try (InputStream in = Files.newInputStream(Path.of(System.getenv("ODDBOARD_TEST_DATA"), file))) {
            part = new ImportSpec.File(
                    fixture.runs
                            .part(Uploads.class)
                            .store(set.id(), file, in, fixture.admin)
                            .id(),
                    ImportSpec.FileRole.ARCHIVE);
        }
        int size = name.equals("mnist8") ? 32 : 64;
        var version = fixture.runs
                .part(Imports.class)
                .start(
                        set.id(),
                        new ImportSpec(List.of(part), size, Crop.SQUARE, 0, ImportSpec.OnBadFile.STOP),
                        fixture.admin);
        fixture.runs
                .part(ImportHandler.class)
                .handle(new PlainJobContext(fixture.runs.database, version.job(), fixture.directory()));
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("epochs", EPOCHS);
        settings.put("seed", SEED);
        settings.put("calibrationShare", 0.2);
        var run = fixture.runs.part(Runs.class).start(RunSpec.of(version.id(), "conv", settings), fixture.admin);
        fixture.runs
                .handler()
                .handle(new PlainJobContext(fixture.runs.database, run.job().id(), fixture.directory()));
        fixture.runs.part(ModelRegistration.class).register(run.id(), name, "", List.of(), fixture.admin);
        Threshold threshold = fixture.runs
                .part(Thresholds.class)
                .add(
                        name,
                        1,
                        new Thresholds.Request(Method.FALSE_ALARM_BUDGET, Map.of("budget", BUDGET), null),
                        fixture.admin);
        double[] scores = fixture.runs
                .part(RunResults.class)
                .scores(run.id())
                .orElseThrow()
                .scores();
        Labels labels = fixture.runs.part(LabelSets.class).forWorkers(version.id());
        int normal = 0;
        int flagged = 0;
        for (int i = 0; i < scores.length; i++) {
            if (labels.label(i) == ImageLabel.NORMAL) {
                normal++;
                flagged += threshold.flags(scores[i]) ? 1 : 0;
            }
        }
        Threshold.Calibration on = threshold.calibration();
        if (on == null) {
            throw new AssertionError("the threshold rests on no image");
        }
        Proportion seen = Proportion.of(flagged, normal);
        String row = String.format(
                Locale.ROOT,
                "| `%s` | 1 %% | %d held-out training images | %.2f %% (%.2f to %.2f) | %d | **%.2f %%** (%.2f to %.2f) | %s |",
                name,
                on.n(),
                100 * on.rate(),
                100 * on.low(),
                100 * on.high(),
                normal,
                100 * seen.rate(),
                100 * seen.low(),
                100 * seen.high(),
                seen.rate() >= on.low() && seen.rate() <= on.high() ? "yes" : "no");
        System.out.println(row);
        return row;
    }
}
