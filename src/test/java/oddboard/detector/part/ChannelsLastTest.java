package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import oddboard.detector.Detectors;
import oddboard.detector.Engine;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Settings;
import oddboard.detector.WaveImages;
import org.junit.jupiter.api.Test;

/** How images lie in memory is a question of speed alone. */
class ChannelsLastTest {
    private static final ImageShape SHAPE = new ImageShape(32, 3);
    private static final WaveImages IMAGES = WaveImages.normal(32, SHAPE, 1);

    @Test
    void learnsTheSameHoweverImagesLieInMemory() {
        Engine.useThreads(1);
        List<Double> plain = losses(false);
        List<Double> channelsLast = losses(true);
        assertThat(plain.getLast()).isLessThan(0.5 * plain.getFirst());
        for (int epoch = 0; epoch < plain.size(); epoch++) {
            assertThat(channelsLast.get(epoch))
                    .as("epoch " + epoch)
                    .isCloseTo(plain.get(epoch), within(0.01 * plain.get(epoch)));
        }
    }

    private static List<Double> losses(boolean channelsLast) {
        var settings = Settings.of(
                Detectors.byId("conv").orElseThrow().settings(),
                Map.of("epochs", 12, "batchSize", 8, "learningRate", 0.01));
        List<Double> losses = new ArrayList<>();
        try (Model model = NetworkModel.open(
                "conv",
                settings,
                SHAPE,
                "cpu",
                () -> new Autoencoder(
                        new Chain()
                                .add(Layers.down(8))
                                .add(Layers.relu())
                                .add(Layers.down(16))
                                .add(Layers.relu())
                                .add(Layers.up(8))
                                .add(Layers.relu())
                                .add(Layers.up(3))
                                .add(Layers.tanh()),
                        SHAPE,
                        128,
                        32,
                        channelsLast))) {
            model.fit(IMAGES, new QuietProgress() {
                @Override
                public void epoch(int epoch, Map<String, Double> means, double imagesPerSecond, double waitShare) {
                    losses.add(means.get("loss"));
                }
            });
        }
        return losses;
    }
}
