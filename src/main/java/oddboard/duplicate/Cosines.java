package oddboard.duplicate;

/** The 64 lowest frequencies but the mean of a thumbnail's discrete cosine transform (DCT-II, orthonormal). */
final class Cosines {
    static final int COUNT = 64;
    /** The first 64 frequencies by their diagonal lie in this corner. */
    private static final int CORNER = 11;

    private static final int EDGE = Thumbnail.EDGE;
    private static final float[][] BASIS = basis();
    private static final int[] ORDER = order();

    private Cosines() {}

    private static float[][] basis() {
        var basis = new float[CORNER][EDGE];
        for (int k = 0; k < CORNER; k++) {
            for (int i = 0; i < EDGE; i++) {
                double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / EDGE);
                basis[k][i] = (float) (Math.cos(Math.PI * (2 * i + 1) * k / (2 * EDGE)) * scale);
            }
        }
        return basis;
    }

    private static int[] order() {
        var order = new int[COUNT];
        int at = 0;
        for (int diagonal = 1; at < COUNT; diagonal++) {
            for (int y = 0; y <= diagonal && at < COUNT; y++) {
                order[at++] = y * CORNER + diagonal - y;
            }
        }
        return order;
    }

    /** @param pixels {@link Thumbnail#PIXELS} of them, row by row */
    static float[] of(float[] pixels) {
        var rows = new float[EDGE * CORNER];
        for (int y = 0; y < EDGE; y++) {
            for (int k = 0; k < CORNER; k++) {
                float sum = 0;
                for (int x = 0; x < EDGE; x++) {
                    sum += pixels[y * EDGE + x] * BASIS[k][x];
                }
                rows[y * CORNER + k] = sum;
            }
        }
        var cosines = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            int down = ORDER[i] / CORNER;
            int across = ORDER[i] % CORNER;
            float sum = 0;
            for (int y = 0; y < EDGE; y++) {
                sum += rows[y * CORNER + across] * BASIS[down][y];
            }
            cosines[i] = sum;
        }
        return cosines;
    }
}
