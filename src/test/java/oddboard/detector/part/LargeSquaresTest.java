package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.MapGrid;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Settings;
import oddboard.testing.Slow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The detectors without epochs on squares of more than 256 pixels: a spot of 12 pixels, which stays in them, is found. */
@Slow
class LargeSquaresTest {
    private static final int TRAIN = 6;
    private static final int TEST = 4;

    @ParameterizedTest
    @CsvSource({
        "patches, gauss, 512",
        "patches, bank, 512",
        "patches, subspace, 512",
        "patches, knn, 512",
        "patches, gauss, 1024",
        "patches, bank, 1024",
        "backbone, gauss, 512",
        "backbone, bank, 512",
        "backbone, gauss, 1024"
    })
    void theSameSeedGivesTheSameScoresAndTheSpotIsFound(String id, String head, int size) {
        ImageShape shape = new ImageShape(size, 1);
        LargeSquares train = new LargeSquares(TRAIN, shape, false);
        LargeSquares test = new LargeSquares(TEST, shape, true);
        double[] first = new double[TEST];
        float[][] maps = new float[TEST][];
        MapGrid grid;
        try (Model model = fitted(id, head, train)) {
            grid = model.mapGrid();
            model.score(
                    test,
                    (i, score, shown) -> {
                        first[i] = score;
                        maps[i] = shown.map().clone();
                    },
                    new QuietProgress() {});
            double[] alone = new double[1];
            model.score(new Only(test, 2), (i, score, shown) -> alone[i] = score, new QuietProgress() {});
            assertThat((float) alone[0]).as("beside others").isEqualTo((float) first[2]);
        }
        double[] second = new double[TEST];
        try (Model model = fitted(id, head, train)) {
            model.score(test, (i, score, shown) -> second[i] = score, new QuietProgress() {});
        }
        assertThat(second).containsExactly(first);
        for (int i = 0; i < TEST - 1; i++) {
            assertThat(first[i]).isLessThan(first[TEST - 1]);
        }
        int highest = 0;
        for (int i = 0; i < grid.values(); i++) {
            highest = maps[TEST - 1][i] > maps[TEST - 1][highest] ? i : highest;
        }
        // Where the map is highest is the spot, as far as a few of its values are wide.
        double x = grid.first() + grid.step() * (highest % grid.edge());
        int row = highest / grid.edge();
        double y = grid.first() + grid.step() * row;
        assertThat(Math.hypot(x - size / 2.0, y - size / 2.0)).isLessThan(12 + 2 * grid.step());
    }

    private static Model fitted(String id, String head, ImageSource train) {
        Detector detector = Detectors.byId(id).orElseThrow();
        Settings settings = Settings.of(detector.settings(), Map.of("head", head, "seed", 3));
        Model model = detector.open(settings, train.shape(), "cpu");
        assertThat(model.fit(train, new QuietProgress() {})).isTrue();
        return model;
    }

    private record Only(ImageSource all, int index) implements ImageSource {
        @Override
        public int count() {
            return 1;
        }

        @Override
        public ImageShape shape() {
            return all.shape();
        }

        @Override
        public void read(int place, ByteBuffer to) {
            all.read(index, to);
        }
    }
}
