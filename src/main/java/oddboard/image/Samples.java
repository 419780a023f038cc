package oddboard.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/** Takes 8-bit samples out of decoded images of bytes; transparent places show black. */
final class Samples {
    private Samples() {}

    /** Eight-bit samples. */
    record Levels(RasterImage pixels, boolean transparent) {}

    /** @param multiplied whether the color was already multiplied by alpha, though the color model does not say so */
    static Levels of(BufferedImage image, boolean multiplied) {
        var model = image.getColorModel();
        int channels = channels(image);
        boolean bytes = model instanceof ComponentColorModel && model.getTransferType() == DataBuffer.TYPE_BYTE;
        // Samples as they are stored: the JDK's own conversion of gray brightens it, as if it were linear light.
        if (!bytes || channels == 0) {
            return converted(image);
        }
        if (image.getRaster().getNumBands() == channels && model.getComponentSize(0) == 8) {
            return new Levels(
                    new RasterImage(image.getWidth(), image.getHeight(), channels, stored(image.getRaster(), channels)),
                    false);
        }
        return samples(image, channels, multiplied || model.isAlphaPremultiplied());
    }

    private static byte[] stored(Raster raster, int channels) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        var data = new byte[width * height * channels];
        if (raster.getSampleModel() instanceof PixelInterleavedSampleModel model
                && raster.getDataBuffer() instanceof DataBufferByte buffer
                && buffer.getNumBanks() == 1
                && channels == 3) {
            colors(raster, model, buffer, data);
        } else {
            raster.getDataElements(raster.getMinX(), raster.getMinY(), width, height, data);
        }
        return data;
    }

    /** As {@code getDataElements}, which asks for each sample by itself. */
    private static void colors(Raster raster, PixelInterleavedSampleModel model, DataBufferByte buffer, byte[] to) {
        byte[] from = buffer.getData();
        int[] offsets = model.getBandOffsets();
        int second = offsets[1] - offsets[0];
        int third = offsets[2] - offsets[0];
        int stride = model.getPixelStride();
        int width = 3 * raster.getWidth();
        int next = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            int at = buffer.getOffset()
                    + model.getOffset(
                            raster.getMinX() - raster.getSampleModelTranslateX(),
                            raster.getMinY() - raster.getSampleModelTranslateY() + y);
            for (int end = next + width; next < end; next += 3) {
                to[next] = from[at];
                to[next + 1] = from[at + second];
                to[next + 2] = from[at + third];
                at += stride;
            }
        }
    }

    /** 1, 3, or 0 where the samples are neither gray nor RGB. */
    static int channels(BufferedImage image) {
        int type = image.getColorModel().getColorSpace().getType();
        return type == ColorSpace.TYPE_GRAY ? 1 : type == ColorSpace.TYPE_RGB ? 3 : 0;
    }

    private static Levels samples(BufferedImage image, int channels, boolean multiplied) {
        var raster = image.getRaster();
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        boolean alpha = image.getColorModel().hasAlpha();
        int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
        var data = new byte[width * height * channels];
        var row = new int[width * bands];
        boolean transparent = false;
        int next = 0;
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int opacity = alpha ? row[x * bands + channels] : most;
                transparent |= opacity != most;
                opacity = multiplied ? most : opacity;
                for (int c = 0; c < channels; c++) {
                    long sample = (long) row[x * bands + c] * opacity;
                    long all = (long) most * most;
                    data[next++] = (byte) ((sample * 255 + all / 2) / all);
                }
            }
        }
        return new Levels(new RasterImage(width, height, channels, data), transparent);
    }

    private static Levels converted(BufferedImage image) {
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
        return new Levels(new RasterImage(width, height, 3, data), transparent);
    }
}
