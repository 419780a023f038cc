package oddboard.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.util.HashSet;
import java.util.Set;
import oddboard.common.InputException;

/**
 * A mask as its file stores it: samples of any depth, none averaged away, upright.
 *
 * @param levels one channel: 0 exactly where the stored value is 0, else its share of white, 1 to 255. White is 1 for
 *     floating-point samples up to 1, otherwise 255 or 65,535, or the largest value where that is larger
 * @param twoValues whether all pixels that are not 0 have the same value (or color)
 * @param colored whether a pixel is not gray
 * @param example two of the values where there are more than two; else ""
 */
public record MaskFile(RasterImage levels, boolean twoValues, boolean colored, String example) {
    /** So many values are enough to say that there are more than two. */
    private static final int KINDS = 3;

    /** @throws InputException where the bytes are no image, or hold values that are not finite */
    public static MaskFile decode(byte[] bytes, String file, String entry) {
        // A line that is left out may be the whole defect: masks are read in full.
        return ImageDecoder.read(
                bytes, file, entry, source -> source.whole(image -> of(image, source.orientation(), file, entry)));
    }

    public ImageDecoder.Dimension size() {
        return new ImageDecoder.Dimension(levels.width(), levels.height());
    }

    /** One channel: 1 where the share of white is at least {@code least}, 1 to 255; else 0. */
    public RasterImage from(int least) {
        var data = new byte[levels.data().length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) ((levels.data()[i] & 0xff) >= least ? 1 : 0);
        }
        return new RasterImage(levels.width(), levels.height(), 1, data);
    }

    private static MaskFile of(BufferedImage image, int orientation, String file, String entry) {
        var rows = new Rows(image);
        var kinds = new HashSet<Long>();
        double most = 0;
        double[] example = new double[2];
        for (int y = 0; y < rows.height; y++) {
            rows.read(y);
            for (int x = 0; x < rows.width; x++) {
                double value = rows.value[x];
                if (!Double.isFinite(value)) {
                    throw new InputException(
                            "MASK_VALUES",
                            file,
                            entry,
                            entry + " in " + file + " has values that are not finite numbers.");
                }
                most = Math.max(most, value);
                if (value != 0 && kinds.size() < KINDS && kinds.add(rows.kind(x)) && kinds.size() <= 2) {
                    example[kinds.size() - 1] = value;
                }
            }
        }
        double white = rows.white(most);
        var data = new byte[rows.width * rows.height];
        for (int y = 0; y < rows.height; y++) {
            rows.read(y);
            for (int x = 0; x < rows.width; x++) {
                double value = rows.value[x];
                data[y * rows.width + x] =
                        (byte) (value == 0 ? 0 : Math.clamp(Math.round(value / white * 255), 1, 255));
            }
        }
        var levels = ExifOrientation.turn(new RasterImage(rows.width, rows.height, 1, data), orientation);
        return new MaskFile(
                levels,
                kinds.size() < 2,
                rows.colored,
                kinds.size() < 2 ? "" : format(example[0]) + " and " + format(example[1]));
    }

    private static String format(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Float.toString((float) value);
    }

    /** An image's pixels, row by row, as one number each: the largest of its samples, times its opacity. */
    private static final class Rows {
        final int width;
        final int height;
        final double[] value;
        boolean colored;
        private final BufferedImage image;
        private final boolean stored;
        private final boolean floating;
        private final int channels;
        private final double opaque;
        private final long[] kind;
        private final double[] samples;
        private final int[] argb;

        Rows(BufferedImage image) {
            this.image = image;
            width = image.getWidth();
            height = image.getHeight();
            value = new double[width];
            kind = new long[width];
            argb = new int[width];
            var model = image.getColorModel();
            int type = model.getColorSpace().getType();
            channels = type == ColorSpace.TYPE_GRAY ? 1 : 3;
            stored = model instanceof ComponentColorModel
                    && !model.isAlphaPremultiplied()
                    && (type == ColorSpace.TYPE_GRAY || type == ColorSpace.TYPE_RGB);
            floating = stored && FLOATING.contains(model.getTransferType());
            opaque = floating ? 1 : Math.pow(2, model.getComponentSize(0)) - 1;
            samples = new double[width * image.getRaster().getNumBands()];
        }

        private static final Set<Integer> FLOATING = Set.of(DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE);

        /** Of pixels that look alike. */
        long kind(int x) {
            return kind[x];
        }

        void read(int y) {
            if (!stored) {
                converted(y);
                return;
            }
            var raster = image.getRaster();
            int bands = raster.getNumBands();
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, samples);
            boolean alpha = image.getColorModel().hasAlpha() && bands > channels;
            for (int x = 0; x < width; x++) {
                int at = x * bands;
                double opacity = alpha ? samples[at + channels] / opaque : 1;
                double first = Math.abs(samples[at]) * opacity;
                double second = channels == 1 ? first : Math.abs(samples[at + 1]) * opacity;
                double third = channels == 1 ? first : Math.abs(samples[at + 2]) * opacity;
                put(x, first, second, third);
            }
        }

        private void converted(int y) {
            image.getRGB(0, y, width, 1, argb, 0, width);
            for (int x = 0; x < width; x++) {
                double opacity = (argb[x] >>> 24) / 255.0;
                put(x, (argb[x] >> 16 & 0xff) * opacity, (argb[x] >> 8 & 0xff) * opacity, (argb[x] & 0xff) * opacity);
            }
        }

        private void put(int x, double red, double green, double blue) {
            value[x] = Math.max(red, Math.max(green, blue));
            colored |= red != green || red != blue;
            kind[x] = 31 * (31 * Double.doubleToLongBits(red) + Double.doubleToLongBits(green))
                    + Double.doubleToLongBits(blue);
        }

        double white(double most) {
            if (floating && most <= 1) {
                return 1;
            }
            return most <= 255 ? 255 : Math.max(65_535, most);
        }
    }
}
