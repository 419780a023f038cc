package oddboard.training;

import java.util.Arrays;
import java.util.Objects;
import oddboard.dataset.InputFrames;
import oddboard.dataset.ModelInput;

/** An image's score of the scores of its tiles: their largest, or the mean of the largest few. */
final class TileScores {
    private TileScores() {}

    /** @param squares scores of all tiles of the test images, in order */
    static double[] ofTest(double[] squares, InputFrames frames) {
        int images = frames.images().testCount();
        double[] scores = new double[images];
        for (int i = 0; i < images; i++) {
            int end = i + 1 < images ? frames.testStart(i + 1) : frames.testSquares();
            scores[i] = of(Arrays.copyOfRange(squares, frames.testStart(i), end), frames.input());
        }
        return scores;
    }

    static double of(double[] tiles, ModelInput input) {
        return Objects.requireNonNull(input.tiles()).score().of(tiles);
    }
}
