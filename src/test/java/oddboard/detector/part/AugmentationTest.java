package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import oddboard.common.Sha256;
import oddboard.detector.Detectors;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Settings;
import org.junit.jupiter.api.Test;

/** Against augmentation.csv and warm-up.csv, which augmentation.py made with numpy. */
class AugmentationTest {
    private record Drawn(ImageShape shape) implements ImageSource {
        @Override
        public int count() {
            return 4;
        }

        @Override
        public void read(int index, ByteBuffer to) {
            for (int i = 0; i < shape.elements(); i++) {
                int pixel = i / shape.channels();
                to.put((byte)
                        (pixel / shape.size() * 3 + pixel % shape.size() * 5 + i % shape.channels() * 40 + index * 31));
            }
        }
    }

    private static List<String[]> lines(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(AugmentationTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .toList();
        }
    }

    private static Settings settings(Map<String, Object> given) {
        return Settings.of(Detectors.byId("conv").orElseThrow().settings(), given);
    }

    private static byte[] read(ImageSource images, int index) {
        ByteBuffer pixels = ByteBuffer.allocate(images.shape().elements());
        images.read(index, pixels);
        assertThat(pixels.hasRemaining()).isFalse();
        return pixels.array();
    }

    @Test
    void equalsWhatNumpyMakesOfTheSameImages() throws IOException {
        List<String[]> lines = lines("augmentation.csv");
        assertThat(lines).hasSize(35);
        for (String[] line : lines) {
            var images = new Drawn(new ImageShape(32, Integer.parseInt(line[3])));
            var augmented = new Augmentation(
                    images,
                    settings(Map.of(
                            "mirror",
                            line[0],
                            "shift",
                            Integer.parseInt(line[1]),
                            "brightness",
                            Double.parseDouble(line[2]),
                            "seed",
                            Integer.parseInt(line[4]))));
            augmented.epoch(Integer.parseInt(line[5]));
            assertThat(HexFormat.of().formatHex(Sha256.start().digest(read(augmented, Integer.parseInt(line[6])))))
                    .as(String.join(",", line))
                    .isEqualTo(line[7]);
        }
    }

    @Test
    void changesNothingUnlessASettingSaysSo() {
        var images = new Drawn(new ImageShape(32, 3));
        var augmented = new Augmentation(images, settings(Map.of()));
        assertThat(read(augmented, 2)).isEqualTo(read(images, 2));
        assertThat(settings(Map.of()).stored()).doesNotContainKeys("mirror", "shift", "brightness", "warmUp");
    }

    @Test
    void theFirstUpdatesHaveASmallerLearningRate() throws IOException {
        var warmUp = new WarmUp(3, 2);
        double[] shares = IntStream.range(0, 5)
                .mapToDouble(i -> warmUp.share(new MicroBatch(i / 2, i % 2, new int[1], 0, 1, true, true)))
                .toArray();
        assertThat(shares).containsExactly(0.25, 0.5, 0.75, 1, 1);
        assertThat(new WarmUp(0, 2).share(new MicroBatch(0, 0, new int[1], 0, 1, true, true)))
                .isEqualTo(1);
        for (String[] line : lines("warm-up.csv")) {
            try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
                var weights = new NDList(manager.create(new float[] {1, -0.5f, 0.25f, 2}));
                var adam = new FusedAdam(manager, weights, Boolean.parseBoolean(line[0]), 0.01, 0.1);
                for (int t = 1; t <= 5; t++) {
                    float[] gradient = new float[4];
                    for (int i = 0; i < 4; i++) {
                        gradient[i] = (float) Math.sin(t + i);
                    }
                    adam.step(manager, new NDList(manager.create(gradient)), shares[t - 1]);
                }
                double[] expected = Arrays.stream(line[1].split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                float[] found = weights.head().toFloatArray();
                for (int i = 0; i < 4; i++) {
                    assertThat((double) found[i]).isCloseTo(expected[i], within(2e-6));
                }
            }
        }
    }
}
