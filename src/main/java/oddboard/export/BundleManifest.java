package oddboard.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.common.Sha256;
import oddboard.common.StoredJson;

/** What is in a bundle, and how to use it, for programs. */
final class BundleManifest {
    private static final int FORMAT_VERSION = 1;

    private BundleManifest() {}

    /** @param folder with every other file of the bundle */
    static String of(Source source, Map<ExportFormat, Comparison> compared, Path folder) throws IOException {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format", "oddboard-model");
        manifest.put("formatVersion", FORMAT_VERSION);
        manifest.put("software", source.facts().software());
        manifest.put("model", model(source));
        manifest.put("input", input(source));
        manifest.put("preprocessing", preprocessing(source));
        manifest.put("outputs", outputs(source));
        ExportedThreshold threshold = source.threshold();
        manifest.put("threshold", threshold == null ? null : threshold(threshold));
        if (compared.containsKey(ExportFormat.ONNX)) {
            manifest.put("onnx", Map.of("opset", OnnxWriter.OPSET));
        }
        manifest.put("openvino", ModelInfo.of(source));
        manifest.put("verification", verification(compared));
        manifest.put("files", files(folder));
        return StoredJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n";
    }

    private static Map<String, Object> model(Source source) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("name", source.name());
        model.put("version", source.version());
        model.put("sha256", source.sha256());
        model.put("run", source.run());
        model.put("detector", source.detector());
        model.put("settings", source.settings());
        return model;
    }

    private static Map<String, Object> input(Source source) {
        Map<String, Object> input = new LinkedHashMap<>();
        int size = source.shape().size();
        input.put("name", "image");
        input.put("type", "uint8");
        input.put("layout", "NHWC");
        input.put("shape", List.of("N", size, size, source.shape().channels()));
        input.put("size", size);
        input.put("channels", source.shape().channels());
        input.put("colors", source.shape().channels() == 3 ? "RGB" : "gray");
        return input;
    }

    private static Map<String, Object> preprocessing(Source source) {
        Map<String, Object> preprocessing = new LinkedHashMap<>();
        Source.Preparation preparation = source.preparation();
        Tiling tiling = source.tiling();
        if (tiling == null) {
            preprocessing.put("crop", preparation.crop());
            preprocessing.put("cropFraction", preparation.cropFraction());
            preprocessing.put("tiles", null);
        } else {
            preprocessing.put("tiles", tiles(tiling));
        }
        preprocessing.put("valueRange", preparation.valueRange());
        preprocessing.put("shrink", "mean of the pixels covered");
        preprocessing.put("grow", "bilinear");
        preprocessing.put("insideGraph", "cast, scaling and the detector's own setting \"crop\"");
        return preprocessing;
    }

    private static Map<String, Object> tiles(Tiling tiling) {
        Map<String, Object> tiles = new LinkedHashMap<>();
        tiles.put("size", tiling.tiles().size());
        tiles.put("overlap", tiling.tiles().overlap());
        tiles.put(
                "placement",
                "per direction n = 1 + ceil((edge - size) / (size - overlap)) tiles, 1 where the edge is no longer than a"
                        + " tile; tile i of n starts at floor(i * (edge - size) / (n - 1)); a shorter edge is centered on"
                        + " black");
        tiles.put("highest", tiling.highest());
        tiles.put("imageScore", "mean of the " + tiling.highest() + " highest scores of its tiles");
        return tiles;
    }

    private static List<Map<String, Object>> outputs(Source source) {
        int size = source.shape().size();
        String of = source.tiling() == null ? "image" : "tile";
        return List.of(
                output(OnnxNodes.SCORE, List.of("N"), "raw score of the " + of + ", larger = more anomalous"),
                output(
                        OnnxNodes.MAP,
                        List.of("N", size, size),
                        "anomaly map over the " + of + ", larger = more anomalous"));
    }

    private static Map<String, Object> output(String name, List<Object> shape, String meaning) {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("name", name);
        output.put("type", "float32");
        output.put("shape", shape);
        output.put("meaning", meaning);
        return output;
    }

    private static Map<String, Object> threshold(ExportedThreshold threshold) {
        Map<String, Object> fields = new LinkedHashMap<>(threshold.details());
        fields.put("value", threshold.value());
        fields.put("scale", threshold.scale());
        fields.put("pixel", threshold.pixel());
        fields.put("flagged", "score >= value");
        fields.put("calibrated", "1 / (1 + exp(-(score - value) / scale))");
        return fields;
    }

    private static Map<String, Object> verification(Map<ExportFormat, Comparison> compared) {
        Map<String, Object> verification = new LinkedHashMap<>();
        compared.forEach((format, comparison) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("runtime", comparison.runtime());
            fields.put("images", comparison.images());
            if (comparison.tiles() > 0) {
                fields.put("tiles", comparison.tiles());
            }
            fields.put("largestRelativeDifference", comparison.largestDifference());
            fields.put(
                    "relativeTo", "the larger of the program's score and the mean of its scores, as absolute values");
            fields.put("allowed", Bundles.TOLERANCE);
            verification.put(format.word(), fields);
        });
        return verification;
    }

    private static Map<String, Object> files(Path folder) throws IOException {
        Map<String, Object> files = new LinkedHashMap<>();
        for (Path file : BundleZip.files(folder)) {
            files.put(file.getFileName().toString(), Map.of("sha256", sha256(file), "bytes", Files.size(file)));
        }
        return files;
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.start();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return Sha256.hex(digest);
    }
}
