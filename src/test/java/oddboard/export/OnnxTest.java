package oddboard.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import oddboard.detector.Explanation;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.evaluation.ReconstructionFrame;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every detector in ONNX Runtime against the program, trained for a moment on small images. */
class OnnxTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(TrainedModels.class)
    void scoresAndMapsAreTheProgramsOwn(TrainedModels kind) throws Exception {
        ImageShape shape = kind.shape();
        var test = kind.test();
        double[] own = new double[test.count()];
        float[][] ownMaps = new float[test.count()][];
        Path file = folder.resolve("model.onnx");
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
        }
        try (OnnxFile onnx = new OnnxFile(file, shape)) {
            OnnxFile.Result all = onnx.run(test, 0, test.count());
            double mean = Arrays.stream(own).map(Math::abs).average().orElseThrow();
            double largest = 0;
            for (int i = 0; i < own.length; i++) {
                largest = Math.max(largest, Math.abs(all.scores()[i] - own[i]) / Math.max(mean, Math.abs(own[i])));
            }
            System.out.printf("@@%s: largest relative difference %.1e, %d bytes%n", kind, largest, Files.size(file));
            assertThat(largest).isLessThan(1e-5);
            int pixels = shape.size() * shape.size();
            // The program rounds image, reconstruction and errors to bytes before it shows them.
            double tolerance = kind.reconstructs() ? 1.6 : 1e-3;
            for (int i = 0; i < own.length; i++) {
                for (int p = 0; p < pixels; p++) {
                    assertThat(all.maps()[i * pixels + p])
                            .as("image %d, pixel %d", i, p)
                            .isCloseTo(ownMaps[i][p], within((float) tolerance));
                }
            }
            // Alone as in a batch.
            assertThat((double) onnx.run(test, own.length - 1, 1).scores()[0])
                    .isCloseTo(own[own.length - 1], within(1e-5 * Math.max(mean, Math.abs(own[own.length - 1]))));
        }
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
