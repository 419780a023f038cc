package oddboard.export;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Engine;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.WaveImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every detector with its default settings at 64 x 64 x 3, exported in both forms; writes target/bench/exports.md. */
class ExportBench {
    private static final ImageShape SHAPE = new ImageShape(64, 3);

    @TempDir
    Path folder;

    @Test
    void exportsEveryDetector() throws Exception {
        List<String> rows = new ArrayList<>(List.of(
                "| detector | `model.onnx`, MB | largest relative difference | ms an image | `model.pt`, MB |"
                        + " largest relative difference | ms an image | program, ms an image |",
                "|---|---|---|---|---|---|---|---|"));
        for (Detector detector : Detectors.all()) {
            if (detector.traits().epochs()) {
                rows.add(row(detector, "`" + detector.id() + "`", Map.of()));
            } else {
                for (String purpose : List.of("defects", "objects")) {
                    rows.add(row(detector, "`patches`, " + purpose, Map.of("purpose", purpose)));
                }
                for (String head : List.of("gauss", "bank", "subspace", "knn")) {
                    rows.add(row(detector, "`patches`, defects, head " + head, Map.of("head", head)));
                }
            }
            Path table = Path.of("target", "bench", "exports.md");
            Files.createDirectories(table.getParent());
            Files.writeString(table, Engine.describeDevice("cpu") + "\n\n" + String.join("\n", rows) + "\n");
        }
    }

    private String row(Detector detector, String name, Map<String, Object> given) throws Exception {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("epochs", 1, "batchSize", 32));
        all.keySet().retainAll(detector.settings().stream().map(Setting::name).toList());
        all.putAll(given);
        Settings settings = Settings.of(detector.settings(), all);
        StringBuilder row = new StringBuilder("| " + name);
        try (Model model = detector.open(settings, SHAPE, "cpu")) {
            model.fit(new TrainedModels.Images(WaveImages.normal(128, SHAPE, 1), 1), new QuietProgress() {});
            OwnScores own = OwnScores.of(
                    model,
                    new TrainedModels.Images(WaveImages.normal(49, SHAPE, 2).withOutlier(), 2),
                    null);
            for (ExportFormat format : ExportFormat.values()) {
                Path file = folder.resolve(format.file());
                try (OutputStream out = Files.newOutputStream(file)) {
                    if (format == ExportFormat.ONNX) {
                        OnnxWriter.write(model.graph(), Map.of(), "bench", out);
                    } else {
                        TorchScriptWriter.write(model.graph(), out);
                    }
                }
                Comparison comparison = format.compare(file, own);
                comparison.require(format.file());
                row.append(String.format(
                        Locale.ROOT,
                        " | %.1f | %.1e | %.2f",
                        Files.size(file) / 1e6,
                        comparison.largestDifference(),
                        comparison.exportedMilliseconds()));
            }
            return row.append(String.format(Locale.ROOT, " | %.2f |", own.milliseconds()))
                    .toString();
        }
    }
}
