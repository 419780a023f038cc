package oddboard.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.dataset.ModelInput;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.image.ImageDecoder;
import oddboard.image.Images;
import oddboard.image.InputFrame;
import oddboard.image.PngFile;
import oddboard.image.RasterImage;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The programs in the bundle of a model that sees tiles: they cut and pool themselves. */
@StartsProcess
class SampleProgramsTest {
    private static final ModelInput.Tiles TILES = new ModelInput.Tiles(32, 9, ModelInput.Tiles.Score.TOP);

    /** One has one row of tiles, narrower than a tile; one is a tile. */
    private static final List<RasterImage> IMAGES =
            List.of(drawn(100, 71, 1), drawn(90, 21, 2), drawn(32, 32, 3), drawn(33, 200, 4));

    @TempDir
    Path folder;

    private Map<String, byte[]> files;
    private double[] own;

    @BeforeEach
    void bundle() throws Exception {
        List<byte[]> tiles = new ArrayList<>();
        int[] counts = new int[IMAGES.size()];
        for (int i = 0; i < counts.length; i++) {
            RasterImage image = IMAGES.get(i);
            List<InputFrame> frames =
                    InputFrame.tiles(image.width(), image.height(), TILES.size(), TILES.overlap(), 32);
            counts[i] = frames.size();
            frames.forEach(frame -> tiles.add(frame.of(image).data()));
            Files.write(folder.resolve(i + ".png"), PngFile.of(image));
        }
        assertThat(counts).containsExactly(4 * 3, 4, 1, 2 * 9);
        Tiling tiling = new Tiling(TILES, counts);
        TestSource.Opened opened = TestSource.of(TrainedModels.CONV);
        Source source = tiled(opened.source(), new Tiles(tiles), tiling);
        double[] scores = new double[tiles.size()];
        try (Model model = source.model().open()) {
            model.score(source.sample(), (i, score, explanation) -> scores[i] = score, new QuietProgress() {});
        }
        own = tiling.pooled(scores);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Bundles.write(
                source,
                Set.of(ExportFormat.ONNX, ExportFormat.TORCHSCRIPT),
                Files.createTempDirectory(folder, "work"),
                out,
                (steps, of) -> true);
        files = SamplePrograms.files(out.toByteArray(), "screws-3/");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static RasterImage drawn(int width, int height, int seed) {
        return ImageDecoder.decode(Images.png(Images.rgb(width, height, seed)), "drawn.png", "")
                .pixels();
    }

    private static Source tiled(Source of, ImageSource tiles, Tiling tiling) {
        return new Source(
                of.name(),
                of.version(),
                of.sha256(),
                of.run(),
                of.detector(),
                of.settings(),
                of.shape(),
                of.preparation(),
                of.model(),
                tiles,
                tiling,
                of.facts(),
                of.threshold());
    }

    private record Tiles(List<byte[]> all) implements ImageSource {
        @Override
        public int count() {
            return all.size();
        }

        @Override
        public ImageShape shape() {
            return new ImageShape(32, 3);
        }

        @Override
        public void read(int index, ByteBuffer to) {
            to.put(all.get(index));
        }
    }

    @Test
    void theManifestSaysHowToCutAndPoolAndTheComparisonCoversIt() throws Exception {
        JsonNode manifest = new JsonMapper().readTree(files.get("manifest.json"));
        assertThat(manifest.at("/preprocessing/tiles/size").asInt()).isEqualTo(32);
        assertThat(manifest.at("/preprocessing/tiles/overlap").asInt()).isEqualTo(9);
        assertThat(manifest.at("/preprocessing/tiles/highest").asInt()).isEqualTo(3);
        for (String format : List.of("onnx", "torchscript")) {
            JsonNode verification = manifest.at("/verification/" + format);
            assertThat(verification.at("/images").asInt()).isEqualTo(4);
            assertThat(verification.at("/tiles").asInt()).isEqualTo(35);
            assertThat(verification.at("/largestRelativeDifference").asDouble()).isBetween(0.0, 1e-5);
        }
        assertThat(new String(files.get("MODEL_CARD.md"), StandardCharsets.UTF_8))
                .contains(
                        "Scores images of any size by their tiles of 32 pixels, overlap 9, each made 32 × 32 pixels, RGB;"
                                + " an image has the mean score of the three highest of its tiles; a higher score")
                .contains("4, of 35 tiles");
    }

    @Test
    void theJavaProgramCutsAndPools() throws Exception {
        requireScores(SamplePrograms.java(folder, "0.png", "1.png", "2.png", "3.png"));
    }

    @Test
    void thePythonProgramsCompile() throws Exception {
        String python = SamplePrograms.python("import py_compile");
        Assumptions.assumeFalse(python.isEmpty(), "no Python");
        SamplePrograms.run(folder, List.of(python, "-m", "py_compile", "score.py", "score_torch.py"));
        for (String program : List.of("score.py", "score_torch.py")) {
            assertThat(new String(files.get(program), StandardCharsets.UTF_8))
                    .contains("python " + program + " IMAGE")
                    .doesNotContain("@");
        }
    }

    @Test
    void thePythonProgramCutsAndPools() throws Exception {
        python("score.py", "onnxruntime");
    }

    @Test
    void thePythonProgramOfTorchCutsAndPools() throws Exception {
        python("score_torch.py", "torch");
    }

    private void python(String program, String runtime) throws Exception {
        String python = SamplePrograms.python("import numpy, PIL, " + runtime);
        Assumptions.assumeFalse(python.isEmpty(), "no Python with " + runtime + ", numpy and Pillow");
        requireScores(SamplePrograms.run(folder, List.of(python, program, "0.png", "1.png", "2.png", "3.png")));
    }

    /** Which tiles a program cuts, where it has the packages for that alone. */
    @Test
    void thePythonProgramsCutTheSameTiles() throws Exception {
        String python = SamplePrograms.python("import numpy, PIL");
        Assumptions.assumeFalse(python.isEmpty(), "no Python with numpy and Pillow");
        String program = new String(files.get("score.py"), StandardCharsets.UTF_8);
        String cutting = program.substring(0, program.indexOf("session = "))
                .replace("import onnxruntime\n", "")
                .concat("import zlib\nfor file in sys.argv[1:]:\n    image = Image.open(file).convert(\"RGB\")\n"
                        + "    print(*[zlib.crc32(tile.tobytes()) for tile in tiles(image)])\n");
        Files.writeString(folder.resolve("cut.py"), cutting);
        String printed = SamplePrograms.run(folder, List.of(python, "cut.py", "0.png", "1.png", "2.png", "3.png"));
        List<String> expected = IMAGES.stream()
                .map(image -> String.join(
                        " ",
                        InputFrame.tiles(image.width(), image.height(), TILES.size(), TILES.overlap(), 32).stream()
                                .map(frame -> crc(frame.of(image).data()))
                                .toList()))
                .toList();
        assertThat(printed.lines().toList()).isEqualTo(expected);
    }

    private static String crc(byte[] bytes) {
        var crc = new java.util.zip.CRC32();
        crc.update(bytes);
        return Long.toString(crc.getValue());
    }

    private void requireScores(String printed) {
        List<String> lines =
                printed.lines().filter(line -> line.contains(".png ")).toList();
        assertThat(lines).hasSize(own.length);
        for (int i = 0; i < own.length; i++) {
            String[] words = lines.get(i).split(" ");
            assertThat(Double.parseDouble(words[1])).isCloseTo(own[i], within(1e-5 * Math.max(1, Math.abs(own[i]))));
            assertThat(words[2]).isEqualTo(own[i] >= TestSource.THRESHOLD ? "anomalous" : "normal");
        }
    }
}
