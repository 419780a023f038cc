package oddboard.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
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
 * three sets of the folder that ODDBOARD_TEST_DATA names: a fifth of the training split, drawn by chance and scored as test
 * images, and the normal images of the test split; five seeds of the draw and of the run; writes target/bench/false-alarms.md.
 */
@EnabledIfEnvironmentVariable(named = "ODDBOARD_TEST_DATA", matches = ".+")
class FalseAlarmBench {
    private static final double BUDGET = 0.01;
    private static final int SEEDS = 5;
    private static final String HELD_OUT = "held-out-";

    @TempDir
    Path folder;

    @Test
    void flagsNoMoreNormalImagesThanTheBudgetAllows() throws Exception {
        List<String> rows = new ArrayList<>(List.of(
                "| set | seed | calibrated on | expected rate, with the threshold's interval | held-out normal images | flagged of these |"
                        + " within the interval | normal test images | flagged of these | within the interval |",
                "|---|---|---|---|---|---|---|---|---|---|"));
        Path table = Files.createDirectories(Path.of("target", "bench")).resolve("false-alarms.md");
        try (ScoringFixture fixture = new ScoringFixture(folder)) {
            for (String set : List.of("mnist8", "deeppcb", "apples")) {
                for (int seed = 1; seed <= SEEDS; seed++) {
                    rows.add(row(fixture, set, seed));
                    Files.writeString(table, Engine.describeDevice("cpu") + "\n\n" + String.join("\n", rows) + "\n");
                }
            }
        }
    }

    /** The archive with a fifth of its training images among the normal test images. */
    private Path withHeldOut(String name, int seed) throws IOException {
        Path to = folder.resolve(name + "-" + seed + "-held-out.zip");
        Random random = new Random(seed);
        try (ZipFile from = new ZipFile(Path.of(System.getenv("ODDBOARD_TEST_DATA"), name + "_folder.zip")
                        .toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            out.setLevel(0);
            for (ZipEntry entry : from.stream().filter(e -> !e.isDirectory()).toList()) {
                boolean moved = entry.getName().contains("train/good/") && random.nextInt(5) == 0;
                out.putNextEntry(new ZipEntry(
                        moved ? entry.getName().replace("train/good/", "test/good/" + HELD_OUT) : entry.getName()));
                try (InputStream in = from.getInputStream(entry)) {
                    in.transferTo(out);
                }
            }
        }
        return to;
    }

    private String row(ScoringFixture fixture, String name, int seed) throws Exception {
        Path archive = withHeldOut(name, seed);
        Dataset set = fixture.runs.part(Datasets.class).create(name + seed, "", Dataset.Visibility.TEAM, fixture.admin);
        ImportSpec.File part;
        try (InputStream in = Files.newInputStream(archive)) {
            part = new ImportSpec.File(
                    fixture.runs
                            .part(Uploads.class)
                            .store(set.id(), name + ".zip", in, fixture.admin)
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
        settings.put("purpose", name.equals("deeppcb") ? "defects" : "objects");
        settings.put("seed", seed);
        settings.put("calibrationShare", 0.25);
        var run = fixture.runs.part(Runs.class).start(RunSpec.of(version.id(), "patches", settings), fixture.admin);
        fixture.runs
                .handler()
                .handle(new PlainJobContext(fixture.runs.database, run.job().id(), fixture.directory()));
        fixture.runs.part(ModelRegistration.class).register(run.id(), name + seed, "", List.of(), fixture.admin);
        Threshold threshold = fixture.runs
                .part(Thresholds.class)
                .add(
                        name + seed,
                        1,
                        new Thresholds.Request(Method.FALSE_ALARM_BUDGET, Map.of("budget", BUDGET), null),
                        fixture.admin);
        double[] scores = fixture.runs
                .part(RunResults.class)
                .scores(run.id())
                .orElseThrow()
                .scores();
        Labels labels = fixture.runs.part(LabelSets.class).forWorkers(version.id());
        String[] names = fixture.runs.part(LabelSets.class).imageNames(version.id(), fixture.admin);
        int trained = names.length - scores.length;
        int[] normal = new int[2];
        int[] flagged = new int[2];
        for (int i = 0; i < scores.length; i++) {
            if (labels.label(i) == ImageLabel.NORMAL) {
                int group = names[trained + i].contains(HELD_OUT) ? 0 : 1;
                normal[group]++;
                flagged[group] += threshold.flags(scores[i]) ? 1 : 0;
            }
        }
        Threshold.Calibration on = threshold.calibration();
        if (on == null) {
            throw new AssertionError("the threshold rests on no image");
        }
        String row = String.format(
                        Locale.ROOT,
                        "| `%s` | %d | %d training images | %.2f %% (%.2f to %.2f) |",
                        name,
                        seed,
                        on.n(),
                        100 * on.rate(),
                        100 * on.low(),
                        100 * on.high())
                + seen(flagged[0], normal[0], on)
                + seen(flagged[1], normal[1], on);
        System.out.println(row);
        return row;
    }

    private static String seen(int flagged, int normal, Threshold.Calibration on) {
        Proportion seen = Proportion.of(flagged, normal);
        return String.format(
                Locale.ROOT,
                " %d | **%.2f %%** (%.2f to %.2f) | %s |",
                normal,
                100 * seen.rate(),
                100 * seen.low(),
                100 * seen.high(),
                seen.rate() < on.low() ? "below" : seen.rate() > on.high() ? "above" : "yes");
    }
}
