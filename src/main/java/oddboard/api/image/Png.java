package oddboard.api.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws packed uint8 HWC pixels as PNG, one pixel a pixel. */
final class Png {
    private Png() {}

    /** @param pixels size * size * channels bytes; channels 1 (gray) or 3 (RGB) */
    static byte[] of(byte[] pixels, int size, int channels) throws IOException {
        BufferedImage image = new BufferedImage(
                size, size, channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        if (channels == 1) {
            image.getRaster().setDataElements(0, 0, size, size, pixels);
            return encoded(image);
        }
        int[] rgb = new int[size * size];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (pixels[3 * i] & 0xff) << 16 | (pixels[3 * i + 1] & 0xff) << 8 | pixels[3 * i + 2] & 0xff;
        }
        image.getRaster().setDataElements(0, 0, size, size, rgb);
        return encoded(image);
    }

    /**
     * Errors in colors.
     *
     * @param errors size * size bytes, 0..255
     * @param scale error (0..255) that gets the brightest color
     */
    static byte[] errorMap(byte[] errors, int size, double scale) throws IOException {
        int[] rgb = new int[size * size];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = Heat.color((errors[i] & 0xff) / scale);
        }
        BufferedImage map = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        map.getRaster().setDataElements(0, 0, size, size, rgb);
        return encoded(map);
    }

    private static byte[] encoded(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 13);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        }
        return bytes.toByteArray();
    }
}
