package oddboard.scoring;

/**
 * What an image is like, of its luma (0.299 R + 0.587 G + 0.114 B) from 0 to 1.
 *
 * @param brightness mean
 * @param contrast standard deviation
 * @param sharpness variance of the Laplacian of the inner pixels, four neighbors (J. L. Pech-Pacheco and others, Diatom
 *     autofocusing in brightfield microscopy, 2000); 0 for images of less than three pixels
 */
record ImageStatistics(float brightness, float contrast, float sharpness) {
    /** @param image uint8 HWC */
    static ImageStatistics of(byte[] image, int size, int channels) {
        double[] luma = new double[size * size];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < luma.length; i++) {
            double value = channels == 1
                    ? image[i] & 255
                    : 0.299 * (image[3 * i] & 255)
                            + 0.587 * (image[3 * i + 1] & 255)
                            + 0.114 * (image[3 * i + 2] & 255);
            luma[i] = value / 255;
            sum += luma[i];
            squares += luma[i] * luma[i];
        }
        double mean = sum / luma.length;
        return new ImageStatistics(
                (float) mean, (float) Math.sqrt(Math.max(0, squares / luma.length - mean * mean)), (float)
                        sharpness(luma, size));
    }

    private static double sharpness(double[] luma, int size) {
        double sum = 0;
        double squares = 0;
        for (int y = 1; y < size - 1; y++) {
            for (int x = 1; x < size - 1; x++) {
                int at = y * size + x;
                double value = luma[at - 1] + luma[at + 1] + luma[at - size] + luma[at + size] - 4 * luma[at];
                sum += value;
                squares += value * value;
            }
        }
        long count = Math.max(0, size - 2L) * Math.max(0, size - 2L);
        double mean = count == 0 ? 0 : sum / count;
        return count == 0 ? 0 : Math.max(0, squares / count - mean * mean);
    }
}
