package oddboard.gallery;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** One sheet of images, row by row. Edges are multiples of 16, the JPEG's own blocks, so no image bleeds into another. */
final class Sheet {
    /** Larger images are made smaller. */
    static final int MAX = 128;

    private static final float QUALITY = 0.9f;

    private final int size;
    private final int channels;
    private final int count;
    private final int edge;

    /** Where a sheet's images come from, uint8 HWC each. */
    interface Pictures {
        void read(int place, ByteBuffer to) throws IOException;
    }

    Sheet(int size, int channels, int count) {
        this.size = size;
        this.channels = channels;
        this.count = count;
        this.edge = Math.min(size, MAX);
    }

    byte[] draw(Pictures images) throws IOException {
        int columns = Math.min(count, Sheets.COLUMNS);
        int rows = (count + Sheets.COLUMNS - 1) / Sheets.COLUMNS;
        var image = new BufferedImage(
                columns * edge,
                rows * edge,
                channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        var to = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        var pixels = new byte[size * size * channels];
        for (int i = 0; i < count; i++) {
            images.read(i, ByteBuffer.wrap(pixels));
            int at = (i / Sheets.COLUMNS * edge * columns + i % Sheets.COLUMNS) * edge * channels;
            copy(pixels, to, at, columns * edge * channels);
        }
        return jpeg(image);
    }

    private void copy(byte[] from, byte[] to, int start, int stride) {
        for (int y = 0; y < edge; y++) {
            int at = start + y * stride;
            for (int x = 0; x < edge; x++) {
                for (int c = 0; c < channels; c++) {
                    // Rasters hold blue first.
                    to[at++] = (byte)
                            (size == edge
                                    ? from[(y * size + x) * channels + channels - 1 - c]
                                    : mean(from, x, y, channels - 1 - c));
                }
            }
        }
    }

    /** Of the pixels that one of the smaller image covers. */
    private int mean(byte[] from, int x, int y, int channel) {
        int sum = 0;
        int n = 0;
        for (int sy = y * size / edge; sy < (y + 1) * size / edge; sy++) {
            for (int sx = x * size / edge; sx < (x + 1) * size / edge; sx++, n++) {
                sum += from[(sy * size + sx) * channels + channel] & 0xff;
            }
        }
        return (sum + n / 2) / n;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream(1 << 17);
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
