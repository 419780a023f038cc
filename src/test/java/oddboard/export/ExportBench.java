package oddboard.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import oddboard.common.Sha256;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Engine;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.WaveImages;
import oddboard.detector.WeightFiles;
import oddboard.detector.backbone.MadeUpNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every detector with its default settings at 64 x 64 x 3, and the backbone with each network that can be added, exported in both
 * forms, or one detector alone with {@code -Dbench.detector}; writes target/bench/exports.md. The networks have made-up weights, which cost what trained ones do.
 */
class ExportBench {
    private static final ImageShape SHAPE = new ImageShape(64, 3);

    private static final List<String> NETWORKS = List.of(
            "RESNET18",
            "RESNET34",
            "RESNET50",
            "WIDE_RESNET50",
            "MOBILENET_TORCHVISION",
            "MOBILENET_TIMM",
            "DINO_SMALL",
            "DINO_SMALL_TIMM",
            "DINO_BASE");

    @TempDir
    Path folder;

    @Test
    void exportsEveryDetector() throws Exception {
        List<String> rows = new ArrayList<>(List.of(
                "| detector | `model.onnx`, MB | largest relative difference | ms an image | `model.pt`, MB |"
                        + " largest relative difference | ms an image | program, ms an image |",
                "|---|---|---|---|---|---|---|---|"));
        String only = System.getProperty("bench.detector", "");
        for (Detector detector : Detectors.all()) {
            if (!only.isEmpty() && !detector.id().equals(only)) {
                continue;
            }
            String id = "`" + detector.id() + "`";
            if (detector.settings().stream().noneMatch(setting -> setting.name().equals("purpose"))) {
                add(rows, row(detector, id, Map.of(), WeightFiles.NONE));
                continue;
            }
            for (String purpose : List.of("defects", "objects")) {
                add(rows, row(detector, id + ", " + purpose, Map.of("purpose", purpose), WeightFiles.NONE));
            }
            for (String head : List.of("gauss", "bank", "subspace", "knn")) {
                add(rows, row(detector, id + ", defects, head " + head, Map.of("head", head), WeightFiles.NONE));
            }
        }
        Detector backbone = Detectors.byId("backbone").orElseThrow();
        for (String network : only.isEmpty() ? NETWORKS : List.<String>of()) {
            Path file = folder.resolve("network.safetensors");
            MadeUpNetwork.named(network, file);
            Map<String, Object> weights =
                    Map.of("weights", "network@" + HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(file))));
            String name =
                    "`backbone`, defects, " + network.toLowerCase(Locale.ROOT).replace('_', '-');
            add(rows, row(backbone, name, weights, sha256 -> file));
        }
    }

    /** What is there so far is kept, should a later one fail. */
    private static void add(List<String> rows, String row) throws IOException {
        rows.add(row);
        Path table = Path.of("target", "bench", "exports.md");
        Files.createDirectories(table.getParent());
        Files.writeString(table, Engine.describeDevice("cpu") + "\n\n" + String.join("\n", rows) + "\n");
    }

    private String row(Detector detector, String name, Map<String, Object> given, WeightFiles files) throws Exception {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("epochs", 1, "steps", 100, "batchSize", 32));
        all.keySet().retainAll(detector.settings().stream().map(Setting::name).toList());
        all.putAll(given);
        Settings settings = Settings.of(detector.settings(), all);
        StringBuilder row = new StringBuilder("| " + name);
        try (Model model = detector.open(settings, SHAPE, "cpu", files)) {
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
