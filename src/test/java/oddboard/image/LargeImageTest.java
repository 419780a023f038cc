package oddboard.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images of more than 16 million pixels are made smaller while they are read, and no pixel of them is left out. */
class LargeImageTest {
    private static final int WIDTH = 5003;
    private static final int HEIGHT = 4001;
    /** 4001 / 1024. */
    private static final int STEP = 3;

    @ParameterizedTest
    @CsvSource({"png,10", "tiff,10", "bmp,10", "png,11", "jpeg,0"})
    void averagesAllPixels(String format, int type) {
        boolean exact = !format.equals("jpeg");
        var image = drawing(exact ? type : BufferedImage.TYPE_BYTE_GRAY);
        var decoded = ImageDecoder.decode(Images.encode(image, format), "a.zip", "a");
        assertThat(decoded.size()).isEqualTo(new ImageDecoder.Dimension(WIDTH, HEIGHT));
        var pixels = decoded.pixels().withChannels(1);
        assertThat(pixels.width()).isEqualTo((WIDTH + STEP - 1) / STEP);
        assertThat(pixels.height()).isEqualTo((HEIGHT + STEP - 1) / STEP);
        int most = 0;
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                int found = pixels.data()[y * pixels.width() + x] & 0xff;
                most = (int) Math.max(most, Math.ceil(Math.abs(found - mean(x, y)) - 0.5));
            }
        }
        assertThat(most).isLessThanOrEqualTo(exact ? 0 : 20);
    }

    /** A vertical and a horizontal line of one pixel, which leaving out pixels would miss. */
    private static boolean isLine(int x, int y) {
        return x == 1000 || y == 3998;
    }

    private static BufferedImage drawing(int type) {
        var image = new BufferedImage(WIDTH, HEIGHT, type);
        int white = type == BufferedImage.TYPE_USHORT_GRAY ? 65535 : 255;
        for (int x = 0; x < WIDTH; x++) {
            image.getRaster().setSample(x, 3998, 0, white);
        }
        for (int y = 0; y < HEIGHT; y++) {
            image.getRaster().setSample(1000, y, 0, white);
        }
        return image;
    }

    private static double mean(int blockX, int blockY) {
        int sum = 0;
        int count = 0;
        for (int y = blockY * STEP; y < Math.min(HEIGHT, (blockY + 1) * STEP); y++) {
            for (int x = blockX * STEP; x < Math.min(WIDTH, (blockX + 1) * STEP); x++) {
                sum += isLine(x, y) ? 255 : 0;
                count++;
            }
        }
        return (double) sum / count;
    }
}
