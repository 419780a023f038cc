package oddboard.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws masks and images as PNG, one pixel a pixel. */
public final class Drawing {
    /** Seen on dark and on bright images. */
    private static final int LINE = 0xffff2d95;

    /** Pixels that a page shows of an edge. */
    private static final int SEEN = 384;

    private Drawing() {}

    /** @param pixels uint8 HWC, size * size * channels bytes; 1 or 3 channels */
    public static byte[] png(byte[] pixels, int size, int channels) {
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < size * size; i++) {
            int at = i * channels;
            int rgb = channels == 1
                    ? (pixels[at] & 0xff) * 0x10101
                    : (pixels[at] & 0xff) << 16 | (pixels[at + 1] & 0xff) << 8 | pixels[at + 2] & 0xff;
            image.setRGB(i % size, i / size, rgb);
        }
        return png(image);
    }

    /**
     * The innermost pixels along the edge of what a mask marks, all else transparent; laid over the image.
     *
     * @param mask a byte a pixel, 0 = normal
     */
    public static byte[] outline(byte[] mask, int size) {
        return outline(new RasterImage(size, size, 1, mask));
    }

    /** As {@link #outline(byte[], int)}; the line is wide enough to be seen where the image is made smaller. */
    public static byte[] outline(RasterImage mask) {
        int width = mask.width();
        int height = mask.height();
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        int line = Math.max(1, Math.max(width, height) / SEEN);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean edge = !marks(mask, x - line, y)
                        || !marks(mask, x + line, y)
                        || !marks(mask, x, y - line)
                        || !marks(mask, x, y + line);
                if (edge && marks(mask, x, y)) {
                    image.setRGB(x, y, LINE);
                }
            }
        }
        return png(image);
    }

    private static boolean marks(RasterImage mask, int x, int y) {
        return x >= 0 && y >= 0 && x < mask.width() && y < mask.height() && mask.data()[y * mask.width() + x] != 0;
    }

    private static byte[] png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream(1 << 13);
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
