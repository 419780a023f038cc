package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import oddboard.detector.Detectors;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.Settings;
import oddboard.detector.WaveImages;
import org.junit.jupiter.api.Test;

class MicroBatchTest {
    private static final ImageShape SHAPE = new ImageShape(32, 3);
    private static final WaveImages TRAIN = WaveImages.normal(20, SHAPE, 1);

    @Test
    void learnsTheSameFromABatchInMicroBatchesAsFromTheWhole() {
        List<Double> whole = losses(20);
        List<Double> parts = losses(7);
        assertThat(whole).hasSize(5);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(parts.get(i)).isCloseTo(whole.get(i), within(1e-5));
        }
        assertThat(whole.getLast()).isLessThan(whole.getFirst() - 1e-3);
    }

    private static List<Double> losses(int microBatchSize) {
        Settings settings =
                Settings.of(Detectors.byId("conv").orElseThrow().settings(), Map.of("epochs", 5, "batchSize", 20));
        Silent progress = new Silent();
        try (Model model = NetworkModel.open(
                "test",
                settings,
                SHAPE,
                "cpu",
                () -> new Autoencoder(
                        new Chain(Layers.down(8), Layers.relu(), Layers.up(3), Layers.tanh()),
                        SHAPE,
                        microBatchSize,
                        8))) {
            model.fit(TRAIN, progress);
        }
        return progress.losses;
    }
}
