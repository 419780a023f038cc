package oddboard.scoring;

import oddboard.image.RasterImage;

/** A plain descriptor of a square image: the means of a grid of fields, a byte for each field and channel. */
final class FieldMeans {
    static final int EDGE = 16;

    private FieldMeans() {}

    static byte[] of(RasterImage image) {
        int size = image.width();
        int channels = image.channels();
        byte[] means = new byte[EDGE * EDGE * channels];
        for (int row = 0; row < EDGE; row++) {
            for (int column = 0; column < EDGE; column++) {
                int top = row * size / EDGE;
                int left = column * size / EDGE;
                int bottom = Math.max(top + 1, (row + 1) * size / EDGE);
                int right = Math.max(left + 1, (column + 1) * size / EDGE);
                int n = (bottom - top) * (right - left);
                for (int c = 0; c < channels; c++) {
                    int sum = 0;
                    for (int y = top; y < bottom; y++) {
                        for (int x = left; x < right; x++) {
                            sum += image.data()[(y * size + x) * channels + c] & 255;
                        }
                    }
                    means[(row * EDGE + column) * channels + c] = (byte) ((sum + n / 2) / n);
                }
            }
        }
        return means;
    }
}
