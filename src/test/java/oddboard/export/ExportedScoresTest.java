package oddboard.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Explanation;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.ScriptedModel;
import oddboard.evaluation.ReconstructionFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every detector in ONNX Runtime and libtorch against the program, trained for a moment on small images. */
class ExportedScoresTest {
    @TempDir
    Path folder;

    @Test
    void everyDetectorIsAmongThem() {
        assertThat(Arrays.stream(TrainedModels.values())
                        .map(kind -> kind.detector().id()))
                .containsAll(Detectors.all().stream().map(Detector::id).toList());
    }

    @ParameterizedTest
    @EnumSource(TrainedModels.class)
    void scoresAndMapsAreTheProgramsOwn(TrainedModels kind) throws Exception {
        ImageShape shape = kind.shape();
        var test = kind.test();
        double[] own = new double[test.count()];
        float[][] ownMaps = new float[test.count()][];
        Path file = folder.resolve("model.onnx");
        Path script = folder.resolve("model.pt");
        try (Model model = kind.trained()) {
            var frame = ReconstructionFrame.of(
                    shape.size(), shape.channels(), kind.settings().asMap());
            model.score(
                    test,
                    (i, score, explained) -> {
                        own[i] = score;
                        ownMaps[i] = map(model, explained, frame, test.image(i));
                    },
                    new QuietProgress() {});
            try (OutputStream out = Files.newOutputStream(file)) {
                OnnxWriter.write(model.graph(), Map.of("task", "anomaly"), "1", out);
            }
            try (OutputStream out = Files.newOutputStream(script)) {
                TorchScriptWriter.write(model.graph(), out);
            }
        }
        try (OnnxFile onnx = new OnnxFile(file, shape)) {
            OnnxFile.Result all = onnx.run(test, 0, test.count());
            check(kind, own, ownMaps, all.scores(), all.maps());
            // Alone as in a batch.
            check(own[own.length - 1], onnx.run(test, own.length - 1, 1).scores()[0]);
        }
        try (ScriptedModel module = ScriptedModel.load(script)) {
            float[][] all = module.run(test, 0, test.count());
            check(kind, own, ownMaps, all[0], all[1]);
            check(own[own.length - 1], module.run(test, own.length - 1, 1)[0][0]);
        }
    }

    private static void check(TrainedModels kind, double[] own, float[][] ownMaps, float[] scores, float[] maps) {
        double[] exported =
                IntStream.range(0, own.length).mapToDouble(i -> scores[i]).toArray();
        assertThat(Comparison.largestDifference(own, exported)).isLessThan(1e-5);
        int pixels = kind.shape().size() * kind.shape().size();
        // The program rounds image, reconstruction and errors to bytes before it shows them.
        float tolerance = kind.reconstructs() ? 1.6f : 1e-3f;
        for (int i = 0; i < own.length; i++) {
            for (int p = 0; p < pixels; p++) {
                assertThat(maps[i * pixels + p])
                        .as("image %d, pixel %d", i, p)
                        .isCloseTo(ownMaps[i][p], within(tolerance));
            }
        }
    }

    private static void check(double own, float exported) {
        assertThat((double) exported).isCloseTo(own, within(1e-5 * Math.max(1, Math.abs(own))));
    }

    private static float[] map(Model model, Explanation explained, ReconstructionFrame frame, byte[] image) {
        if (explained.map() != null) {
            return model.mapGrid().interpolated(explained.map(), frame.size());
        }
        byte[] errors = frame.errors(image, explained.reconstruction());
        float[] map = new float[errors.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = errors[i] & 0xff;
        }
        return map;
    }
}
