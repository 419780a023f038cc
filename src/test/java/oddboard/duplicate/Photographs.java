package oddboard.duplicate;

import java.awt.image.BufferedImage;
import java.util.Random;
import oddboard.image.Images;
import oddboard.image.RasterImage;

/** Drawn pictures that are like photographs, and parts of them. */
public final class Photographs {
    private Photographs() {}

    /** Gray levels as photographs have them: large soft forms, small ones, and noise of the sensor. */
    public static RasterImage photograph(int width, int height, long scene, long noise, double sigma) {
        var random = new Random(scene);
        var levels = new double[width * height];
        for (int cell = 64; cell >= 4; cell /= 2) {
            int columns = width / cell + 2;
            var grid = new double[columns * (height / cell + 2)];
            for (int i = 0; i < grid.length; i++) {
                grid[i] = (random.nextDouble() - 0.5) * 14 * Math.sqrt(cell);
            }
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double u = (double) x / cell % 1;
                    double v = (double) y / cell % 1;
                    int at = y / cell * columns + x / cell;
                    levels[y * width + x] += (grid[at] * (1 - u) + grid[at + 1] * u) * (1 - v)
                            + (grid[at + columns] * (1 - u) + grid[at + columns + 1] * u) * v;
                }
            }
        }
        var dots = new Random(noise);
        var data = new byte[levels.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) Math.clamp(Math.round(128 + levels[i] + sigma * dots.nextGaussian()), 0, 255);
        }
        return new RasterImage(width, height, 1, data);
    }

    public static RasterImage crop(RasterImage from, int x, int y, int width, int height) {
        var data = new byte[width * height];
        for (int row = 0; row < height; row++) {
            System.arraycopy(from.data(), (y + row) * from.width() + x, data, row * width, width);
        }
        return new RasterImage(width, height, 1, data);
    }

    public static byte[] png(RasterImage image) {
        var buffered = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
        buffered.getRaster().setDataElements(0, 0, image.width(), image.height(), image.data());
        return Images.png(buffered);
    }
}
