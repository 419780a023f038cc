package oddboard.evaluation;

import java.util.Arrays;
import oddboard.detector.MapGrid;
import oddboard.image.InputFrame;

/**
 * Anomaly maps of an image's tiles, laid one after the other on a square that shows the whole image: each pixel has the
 * largest value of those that it covers; where tiles overlap, each counts the more the farther from its border.
 */
public final class StitchedMap {
    private static final int MAX_SAMPLES = 16;

    private final MapGrid grid;
    private final int size;
    private final int most;
    private final Stitching places;

    /**
     * @param tile any of the tiles
     * @param grid of the tiles' maps
     * @param shown the square
     */
    public StitchedMap(InputFrame tile, MapGrid grid, InputFrame shown) {
        this.grid = grid;
        size = shown.size();
        double step = tile.x(grid.step()) - tile.x(0);
        most = (int) Math.clamp(Math.ceil((shown.x(1) - shown.x(0)) / step), 1, MAX_SAMPLES);
        places = new Stitching(Stitching.columns(shown, most), Stitching.rows(shown, most));
    }

    /** How the map lies over the square. */
    public static MapGrid grid(int size) {
        return new MapGrid(size, 0, 1);
    }

    public void add(InputFrame tile, float[] map) {
        places.add(tile, grid, map);
    }

    /** @return {@code size * size} values, the smallest of all where no tile looked */
    public float[] values() {
        return largest(places.values(), size, most);
    }

    static float[] largest(float[] samples, int size, int most) {
        float least = Float.POSITIVE_INFINITY;
        for (float sample : samples) {
            // Not a number is not less.
            least = sample < least ? sample : least;
        }
        float[] pixels = new float[size * size];
        Arrays.fill(pixels, least);
        for (int i = 0; i < samples.length; i++) {
            int at = i / (size * most) / most * size + i % (size * most) / most;
            pixels[at] = samples[i] > pixels[at] ? samples[i] : pixels[at];
        }
        return pixels;
    }
}
