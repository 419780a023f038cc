package oddboard.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** Takes 8 bit samples out of any kind of decoded image; transparent places show black. */
final class Samples {
    private Samples() {}

    static ImageDecoder.Decoded of(BufferedImage image, ImageDecoder.Dimension size) {
        var model = image.getColorModel();
        int type = model.getColorSpace().getType();
        boolean plain = model instanceof ComponentColorModel
                && !model.isAlphaPremultiplied()
                && isWhole(model.getTransferType());
        // Samples as they are stored: the JDK's own conversion of gray brightens it, as if it were linear light.
        int wanted = type == ColorSpace.TYPE_GRAY ? 1 : type == ColorSpace.TYPE_RGB ? 3 : 0;
        if (plain
                && image.getRaster().getNumBands() == wanted
                && model.getTransferType() == DataBuffer.TYPE_BYTE
                && model.getComponentSize(0) == 8) {
            var data = new byte[image.getWidth() * image.getHeight() * wanted];
            image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), data);
            return new ImageDecoder.Decoded(
                    new RasterImage(image.getWidth(), image.getHeight(), wanted, data), false, size);
        }
        if (plain && type == ColorSpace.TYPE_GRAY) {
            return samples(image.getRaster(), 1, model.hasAlpha(), model.getComponentSize(0), size);
        }
        if (plain && type == ColorSpace.TYPE_RGB) {
            return samples(image.getRaster(), 3, model.hasAlpha(), model.getComponentSize(0), size);
        }
        return converted(image, size);
    }

    private static boolean isWhole(int transferType) {
        return transferType == DataBuffer.TYPE_BYTE || transferType == DataBuffer.TYPE_USHORT;
    }

    private static ImageDecoder.Decoded samples(
            Raster raster, int channels, boolean alpha, int bits, ImageDecoder.Dimension size) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        int most = (1 << bits) - 1;
        var data = new byte[width * height * channels];
        var row = new int[width * bands];
        boolean transparent = false;
        int next = 0;
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int opacity = alpha ? row[x * bands + channels] : most;
                transparent |= opacity != most;
                for (int c = 0; c < channels; c++) {
                    long sample = (long) row[x * bands + c] * opacity;
                    long all = (long) most * most;
                    data[next++] = (byte) ((sample * 255 + all / 2) / all);
                }
            }
        }
        return new ImageDecoder.Decoded(new RasterImage(width, height, channels, data), transparent, size);
    }

    private static ImageDecoder.Decoded converted(BufferedImage image, ImageDecoder.Dimension size) {
        int width = image.getWidth();
        int height = image.getHeight();
        var data = new byte[width * height * 3];
        var row = new int[width];
        boolean transparent = false;
        int next = 0;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                int opacity = argb >>> 24;
                transparent |= opacity != 255;
                for (int shift = 16; shift >= 0; shift -= 8) {
                    data[next++] = (byte) (((argb >> shift & 0xff) * opacity + 127) / 255);
                }
            }
        }
        return new ImageDecoder.Decoded(new RasterImage(width, height, 3, data), transparent, size);
    }
}
