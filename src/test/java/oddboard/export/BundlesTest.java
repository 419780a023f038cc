package oddboard.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import oddboard.common.Sha256;
import oddboard.detector.Constant;
import oddboard.detector.Graph;
import oddboard.detector.ImageShape;
import oddboard.detector.Value;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BundlesTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    @Test
    void aBundleSaysWhatIsInIt() throws Exception {
        Map<String, byte[]> files = bundle(TestSource.of(TrainedModels.CONV), Set.of(ExportFormat.ONNX));
        assertThat(files).containsOnlyKeys("manifest.json", "model.onnx", "MODEL_CARD.md", "score.py", "Score.java");
        JsonNode manifest = JSON.readTree(files.get("manifest.json"));
        assertThat(manifest.at("/input/shape").toString()).isEqualTo("[\"N\",32,32,3]");
        assertThat(manifest.at("/onnx/opset").asInt()).isEqualTo(18);
        JsonNode verification = manifest.at("/verification/onnx");
        assertThat(verification.at("/images").asInt()).isEqualTo(50);
        assertThat(verification.at("/largestRelativeDifference").asDouble()).isBetween(0.0, 1e-5);
        assertThat(verification.at("/runtime").asString()).startsWith("ONNX Runtime 1.");
        assertThat(manifest.at("/openvino/model_type").asString()).isEqualTo("AnomalyDetection");
        assertThat(manifest.at("/openvino/image_threshold").asDouble()).isEqualTo(TestSource.THRESHOLD);
        assertThat(manifest.at("/threshold/method").asString()).isEqualTo("quantile");
        files.remove("manifest.json");
        assertThat(manifest.at("/files").propertyNames()).isEqualTo(files.keySet());
        files.forEach((name, bytes) -> assertThat(
                        manifest.at("/files/" + name + "/sha256").asString())
                .as(name)
                .isEqualTo(HexFormat.of().formatHex(Sha256.of(bytes))));
    }

    @Test
    void aBundleCanHoldBothForms() throws Exception {
        Map<String, byte[]> files = bundle(
                TestSource.of(TrainedModels.PATCHES_SUBSPACE), Set.of(ExportFormat.ONNX, ExportFormat.TORCHSCRIPT));
        assertThat(files).containsKeys("model.onnx", "model.pt", "score.py", "score_torch.py");
        JsonNode verification = JSON.readTree(files.get("manifest.json")).at("/verification");
        assertThat(verification.propertyNames()).containsExactly("onnx", "torchscript");
        assertThat(verification.at("/torchscript/largestRelativeDifference").asDouble())
                .isBetween(0.0, 1e-5);
        assertThat(verification.at("/torchscript/runtime").asString()).startsWith("libtorch 2.");
    }

    @Test
    void theModelCardTellsDataResultsAndLimits() throws Exception {
        String card = new String(
                bundle(TestSource.of(TrainedModels.PATCHES_BANK), Set.of(ExportFormat.ONNX))
                        .get("MODEL_CARD.md"),
                StandardCharsets.UTF_8);
        assertThat(card)
                .contains("# screws 3\n")
                .contains("| Data set | Screws \\| M4, version 2 |")
                .contains("| Training images | 1,200 |")
                .contains("| Test images | 300, 40 of them labeled anomalous |")
                .contains("| AUC | 0.9312 | 0.9010 to 0.9544 |")
                .contains("| scratch | 12 | 0.7120 |")
                .contains("- Trained on images of one camera\\_A.")
                .contains("| Images of the data set | CC BY 4.0 |")
                .contains("ONNX Runtime 1.");
    }

    @Test
    void theSameModelMakesTheSameBytes() throws Exception {
        TestSource.Opened source = TestSource.of(TrainedModels.CONV_GRAY);
        byte[] first = bundle(source, Set.of(ExportFormat.ONNX)).get("model.onnx");
        assertThat(bundle(source, Set.of(ExportFormat.ONNX)).get("model.onnx")).isEqualTo(first);
    }

    @Test
    void whatScoresOtherwiseIsRefusedInASentence() {
        double[] own = {1, 2, 3};
        assertThat(Comparison.largestDifference(own, new double[] {1, 2, 3})).isZero();
        assertThat(Comparison.largestDifference(own, new double[] {1, 2, 3.003}))
                .isBetween(0.00099, 0.00101);
        assertThat(Comparison.largestDifference(new double[] {0, 0}, new double[] {0, 0}))
                .isZero();
        assertThat(Comparison.largestDifference(own, new double[] {1, Double.NaN, 3}))
                .isInfinite();
        assertThatThrownBy(() -> new Comparison("x", 50, 0, 0.00123, 1, 1).require("model.onnx"))
                .isInstanceOf(ExportException.class)
                .hasMessage(
                        "The exported model.onnx scores otherwise than the program: the largest relative difference of"
                                + " 50 images is 1.2e-03, and at most 1e-04 is allowed; the model was not exported.");
        new Comparison("x", 50, 0, 1e-4, 1, 1).require("model.onnx");
        assertThatThrownBy(() -> new Comparison("x", 50, 0, Double.NaN, 1, 1).require("model.onnx"))
                .isInstanceOf(ExportException.class);
    }

    @Test
    void settingsThatNoGraphGivesAreRefusedByName() {
        Map<String, Map<String, Object>> refused = new LinkedHashMap<>();
        refused.put("vae", Map.of("sampleAtScoring", true));
        refused.put("resnet-aux", Map.of("batchStatistics", true, "widths", "8,8,16,16,8"));
        refused.put("conv", Map.of("precision", "bfloat16"));
        refused.forEach((detector, settings) -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThatThrownBy(() -> Bundles.write(
                            TestSource.untrained(detector, settings).source(),
                            Set.of(ExportFormat.ONNX),
                            folder,
                            out,
                            (steps, of) -> true))
                    .isInstanceOf(ExportException.class)
                    .hasMessageContaining(settings.keySet().stream()
                            .filter(name -> !name.equals("widths"))
                            .findFirst()
                            .orElseThrow());
            assertThat(out.size()).isZero();
        });
    }

    @Test
    void weightsThatAnOnnxFileCannotHoldAreRefused() {
        Value weights = new Value("c0");
        Graph graph = new Graph(
                new ImageShape(256, 3),
                List.of(),
                List.of(new Constant(weights, List.of(1L << 18, 2048L), () -> {
                    throw new AssertionError("not to be read");
                })),
                weights,
                weights);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> OnnxWriter.write(graph, Map.of(), "1", out))
                .isInstanceOf(ExportException.class)
                .hasMessage("The model's weights take 2048 MB, and an ONNX file holds at most 2,000; train with smaller"
                        + " \"widths\" or smaller images.");
        assertThat(out.size()).isZero();
    }

    @Test
    @StartsProcess
    void thePythonSampleScoresAsTheProgramDoes() throws Exception {
        TestSource.Opened source = TestSource.of(TrainedModels.PATCHES_DEFECTS);
        unpacked(bundle(source, Set.of(ExportFormat.ONNX)));
        String python = SamplePrograms.python("import onnxruntime, numpy, PIL");
        Assumptions.assumeFalse(python.isEmpty(), "no Python with onnxruntime, numpy and Pillow");
        requireScores(SamplePrograms.run(folder, List.of(python, "score.py", "0.png", "49.png")), source);
    }

    @Test
    @StartsProcess
    void theJavaSampleScoresAsTheProgramDoes() throws Exception {
        TestSource.Opened source = TestSource.of(TrainedModels.CONV_GRAY);
        unpacked(bundle(source, Set.of(ExportFormat.ONNX)));
        requireScores(SamplePrograms.java(folder, "0.png", "49.png"), source);
    }

    /** A sample prints a line of file, score and what the threshold says for each image. */
    private static void requireScores(String printed, TestSource.Opened source) throws Exception {
        double[] own = source.scores();
        List<String> lines =
                printed.lines().filter(line -> line.contains(".png ")).toList();
        assertThat(lines).hasSize(2);
        int[] images = {0, 49};
        for (int i = 0; i < images.length; i++) {
            String[] words = lines.get(i).split(" ");
            double score = own[images[i]];
            assertThat(Double.parseDouble(words[1])).isCloseTo(score, within(1e-5 * Math.max(1, Math.abs(score))));
            assertThat(words[2]).isEqualTo(score >= TestSource.THRESHOLD ? "anomalous" : "normal");
        }
    }

    private void unpacked(Map<String, byte[]> files) throws Exception {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private Map<String, byte[]> bundle(TestSource.Opened opened, Set<ExportFormat> formats) throws Exception {
        Path work = Files.createTempDirectory(folder, "work");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Bundles.write(opened.source(), formats, work, out, (steps, of) -> true);
        for (int i : new int[] {0, 49}) {
            ImageIO.write(opened.image(i), "png", folder.resolve(i + ".png").toFile());
        }
        return SamplePrograms.files(out.toByteArray(), "screws-3/");
    }
}
