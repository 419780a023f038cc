package oddboard.evaluation;

import java.util.Arrays;
import java.util.List;
import oddboard.detector.MapGrid;
import oddboard.image.CropRegion;
import oddboard.image.InputFrame;

/** Lays maps of squares back on their image, at places of it. */
final class Stitching {
    private final double[] xs;
    private final double[] ys;
    private final float[] sums;
    private final float[] weights;

    /**
     * @param xs columns of the image, ascending
     * @param ys rows of the image, ascending
     */
    Stitching(double[] xs, double[] ys) {
        this.xs = xs;
        this.ys = ys;
        sums = new float[xs.length * ys.length];
        weights = new float[sums.length];
    }

    /** Every pixel. */
    static double[] pixels(int count) {
        double[] all = new double[count];
        Arrays.setAll(all, i -> i);
        return all;
    }

    /** Columns of the image under {@code most} places in each column of a square, from left to right. */
    static double[] columns(InputFrame square, int most) {
        double[] all = new double[square.size() * most];
        Arrays.setAll(all, i -> square.x((i + 0.5) / most - 0.5));
        return all;
    }

    static double[] rows(InputFrame square, int most) {
        double[] all = new double[square.size() * most];
        Arrays.setAll(all, i -> square.y((i + 0.5) / most - 0.5));
        return all;
    }

    /**
     * @param maps of each square, on the grid
     * @return a value a place, row by row; NaN where no square lies
     */
    static float[] values(List<InputFrame> squares, MapGrid grid, float[][] maps, double[] xs, double[] ys) {
        Stitching all = new Stitching(xs, ys);
        for (int i = 0; i < maps.length; i++) {
            all.add(squares.get(i), grid, maps[i]);
        }
        return all.values();
    }

    void add(InputFrame square, MapGrid grid, float[] map) {
        CropRegion region = square.region();
        Axis across = Axis.of(xs, region.x(), region.width(), grid, square::column);
        Axis down = Axis.of(ys, region.y(), region.height(), grid, square::row);
        add(map, grid.edge(), across, down);
    }

    /** A value a place, row by row; NaN where no square lies. */
    float[] values() {
        float[] values = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            values[i] = weights[i] > 0 ? sums[i] / weights[i] : Float.NaN;
        }
        return values;
    }

    private void add(float[] map, int edge, Axis across, Axis down) {
        int width = xs.length;
        for (int y = 0; y < down.low.length; y++) {
            int top = down.low[y] * edge;
            int bottom = Math.min(down.low[y] + 1, edge - 1) * edge;
            float lower = down.share[y];
            for (int x = 0; x < across.low.length; x++) {
                int left = across.low[x];
                int right = Math.min(left + 1, edge - 1);
                float part = across.share[x];
                float above = map[top + left] * (1 - part) + map[top + right] * part;
                float below = map[bottom + left] * (1 - part) + map[bottom + right] * part;
                float weight = across.weight[x] * down.weight[y];
                int at = (down.first + y) * width + across.first + x;
                sums[at] += weight * (above * (1 - lower) + below * lower);
                weights[at] += weight;
            }
        }
    }

    private interface Place {
        double of(double inImage);
    }

    /**
     * Places of one direction that lie in a square.
     *
     * @param first of them
     * @param low the value of the grid before each, and how far it is towards the next
     */
    private record Axis(int first, int[] low, float[] share, float[] weight) {
        static Axis of(double[] at, int start, int length, MapGrid grid, Place place) {
            int first = from(at, start - 0.5);
            int count = from(at, start + length - 0.5) - first;
            int[] low = new int[count];
            float[] share = new float[count];
            float[] weight = new float[count];
            for (int i = 0; i < count; i++) {
                double x = at[first + i];
                double value = Math.clamp((place.of(x) - grid.first()) / grid.step(), 0, grid.edge() - 1);
                low[i] = Math.min((int) value, Math.max(0, grid.edge() - 2));
                share[i] = (float) (value - low[i]);
                weight[i] = (float) Math.max(0.5, Math.min(x - start + 1, start + length - x));
            }
            return new Axis(first, low, share, weight);
        }

        /** The first place that is not before {@code start}. */
        private static int from(double[] at, double start) {
            int found = Arrays.binarySearch(at, start);
            return found < 0 ? -found - 1 : found;
        }
    }
}
