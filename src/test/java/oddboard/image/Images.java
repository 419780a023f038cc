package oddboard.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Draws and encodes small images. */
public final class Images {
    private Images() {}

    public static BufferedImage gray(int width, int height, int seed) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        fill(image, seed);
        return image;
    }

    public static BufferedImage rgb(int width, int height, int seed) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        fill(image, seed);
        return image;
    }

    public static void fill(BufferedImage image, int seed) {
        var random = new Random(seed);
        var raster = image.getRaster();
        for (int band = 0; band < raster.getNumBands(); band++) {
            int most = (1 << image.getColorModel().getComponentSize(band)) - 1;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    raster.setSample(x, y, band, random.nextInt(most + 1));
                }
            }
        }
    }

    public static byte[] png(BufferedImage image) {
        return encode(image, "png");
    }

    public static byte[] encode(BufferedImage image, String format) {
        try {
            var out = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("nothing writes this as " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
