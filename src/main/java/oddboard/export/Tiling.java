package oddboard.export;

import java.util.Arrays;
import oddboard.dataset.ModelInput;

/**
 * How images are cut in the tiles that the network takes, which is outside the graph.
 *
 * @param counts how many tiles each image of the sample has, in order
 */
public record Tiling(ModelInput.Tiles tiles, int[] counts) {
    /** @param squares scores of all tiles of the sample */
    double[] pooled(double[] squares) {
        double[] images = new double[counts.length];
        int start = 0;
        for (int i = 0; i < images.length; i++) {
            images[i] = tiles.score().of(Arrays.copyOfRange(squares, start, start + counts[i]));
            start += counts[i];
        }
        return images;
    }

    /** Of how many tiles, the highest, an image's score is the mean. */
    int highest() {
        return tiles.score().count();
    }
}
