package oddboard.detector;

/**
 * Where the values of an anomaly map lie in the image: a square grid, the same in both directions.
 *
 * @param edge values in a row and rows, at least 1
 * @param first column (and row) of the first value's center in pixels; 0 is the center of the first pixel
 * @param step pixels between neighboring values
 */
public record MapGrid(int edge, double first, double step) {
    public MapGrid {
        if (edge < 1 || !(step > 0) || !Double.isFinite(first)) {
            throw new IllegalArgumentException("no grid: " + edge + ", " + first + ", " + step);
        }
    }

    public int values() {
        return edge * edge;
    }

    /**
     * The map at each pixel of an image, bilinear between the values; beyond the outermost ones it stays as it is there.
     *
     * @param map row by row
     * @param size edge of the image in pixels
     * @return {@code size * size} values
     */
    public float[] interpolated(float[] map, int size) {
        if (map.length != values()) {
            throw new IllegalArgumentException("a map of " + values() + " values, not " + map.length);
        }
        int[] low = new int[size];
        float[] share = new float[size];
        for (int pixel = 0; pixel < size; pixel++) {
            double at = Math.clamp((pixel - first) / step, 0, edge - 1);
            low[pixel] = Math.min((int) at, Math.max(0, edge - 2));
            share[pixel] = (float) (at - low[pixel]);
        }
        float[] whole = new float[size * size];
        for (int y = 0; y < size; y++) {
            int top = low[y] * edge;
            int bottom = Math.min(low[y] + 1, edge - 1) * edge;
            for (int x = 0; x < size; x++) {
                int right = Math.min(low[x] + 1, edge - 1);
                float above = map[top + low[x]] * (1 - share[x]) + map[top + right] * share[x];
                float below = map[bottom + low[x]] * (1 - share[x]) + map[bottom + right] * share[x];
                whole[y * size + x] = above * (1 - share[y]) + below * share[y];
            }
        }
        return whole;
    }
}
