package oddboard.detector.backbone;

/**
 * Resizes the position embedding of a square grid: bicubic (a = -0.5) with antialiasing where it becomes smaller, as PIL and
 * PyTorch's antialiased interpolation do, for which DINOv2's networks with registers were trained.
 */
final class PositionGrid {
    private static final double A = -0.5;

    private PositionGrid() {}

    /**
     * @param values [from, from, width]
     * @return [to, to, width]
     */
    static float[] resized(float[] values, int from, int to, int width) {
        if (from == to) {
            return values;
        }
        double[][] weights = weights(from, to);
        float[] across = new float[from * to * width];
        for (int y = 0; y < from; y++) {
            for (int x = 0; x < to; x++) {
                sum(values, y * from * width, width, weights[x], across, (y * to + x) * width, width);
            }
        }
        float[] resized = new float[to * to * width];
        for (int y = 0; y < to; y++) {
            for (int x = 0; x < to; x++) {
                sum(across, x * width, to * width, weights[y], resized, (y * to + x) * width, width);
            }
        }
        return resized;
    }

    private static void sum(float[] from, int start, int step, double[] weights, float[] to, int at, int width) {
        double[] sum = new double[width];
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] != 0) {
                for (int c = 0; c < width; c++) {
                    sum[c] += weights[i] * from[start + i * step + c];
                }
            }
        }
        for (int c = 0; c < width; c++) {
            to[at + c] = (float) sum[c];
        }
    }

    /** Of each new value what it takes of the old ones; each row sums to 1. */
    private static double[][] weights(int from, int to) {
        double scale = (double) from / to;
        double wide = Math.max(scale, 1);
        double[][] weights = new double[to][from];
        for (int i = 0; i < to; i++) {
            double center = scale * (i + 0.5);
            int first = Math.max((int) (center - 2 * wide + 0.5), 0);
            int end = Math.min((int) (center + 2 * wide + 0.5), from);
            double sum = 0;
            for (int j = first; j < end; j++) {
                weights[i][j] = cubic((j - center + 0.5) / wide);
                sum += weights[i][j];
            }
            for (int j = first; j < end; j++) {
                weights[i][j] /= sum;
            }
        }
        return weights;
    }

    private static double cubic(double at) {
        double x = Math.abs(at);
        if (x < 1) {
            return ((A + 2) * x - (A + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
    }
}
