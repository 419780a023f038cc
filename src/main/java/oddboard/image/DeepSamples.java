package oddboard.image;

import java.awt.image.Raster;

/**
 * Samples of more than 8 bits as they are stored: of a PNG, or of a TIFF in any number format.
 *
 * @param alpha whether the band behind the color says how opaque a pixel is
 * @param multiplied whether the color was already multiplied by that
 * @param inverted whether 0 is white
 */
record DeepSamples(ValueType type, int channels, boolean alpha, boolean multiplied, boolean inverted) {

    void measure(Raster raster, ValueStatistics into) {
        int bands = raster.getNumBands();
        var row = new double[raster.getWidth() * bands];
        for (int y = 0; y < raster.getHeight(); y++) {
            read(raster, y, row);
            for (int i = 0; i < row.length; i++) {
                if (i % bands < channels) {
                    into.add(row[i]);
                }
            }
        }
    }

    /** @param range which values are black and white */
    Samples.Levels levels(Raster raster, ValueRange range) {
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        var data = new byte[width * raster.getHeight() * channels];
        var row = new double[width * bands];
        double opaque = alpha ? opaque(raster, range) : 1;
        boolean transparent = false;
        int next = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            read(raster, y, row);
            for (int x = 0; x < width; x++) {
                double opacity = alpha ? Math.clamp(row[x * bands + channels] / opaque, 0, 1) : 1;
                transparent |= opacity < 1;
                for (int c = 0; c < channels; c++) {
                    double level = row[x * bands + c] * range.factor() + range.offset();
                    level = inverted ? 255 - level : level;
                    level *= multiplied ? 1 : opacity;
                    data[next++] = (byte) Math.clamp(Math.round(level), 0, 255);
                }
            }
        }
        return new Samples.Levels(new RasterImage(width, raster.getHeight(), channels, data), transparent);
    }

    /** The value of a pixel that is not transparent: alpha goes to the type's end, or as far as the color does. */
    private double opaque(Raster raster, ValueRange range) {
        double most = 0;
        int bands = raster.getNumBands();
        var row = new double[raster.getWidth() * bands];
        for (int y = 0; y < raster.getHeight(); y++) {
            read(raster, y, row);
            for (int x = channels; x < row.length; x += bands) {
                most = Math.max(most, row[x]);
            }
        }
        double whole = type.whole().to();
        boolean wide = type == ValueType.FLOAT ? most > whole : most <= range.to();
        return wide ? range.to() : whole;
    }

    private void read(Raster raster, int y, double[] row) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
        if (type == ValueType.UINT32) {
            for (int i = 0; i < row.length; i++) {
                row[i] = row[i] < 0 ? row[i] + 0x1p32 : row[i];
            }
        } else if (type == ValueType.INT8) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (byte) row[i];
            }
        }
    }
}
