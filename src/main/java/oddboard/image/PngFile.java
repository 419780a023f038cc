package oddboard.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images as PNG files that {@link ImageDecoder} reads back to the same bytes. */
public final class PngFile {
    /** Low levels of compression take a third of the time for files that are hardly larger. */
    private static final float QUALITY = 0.7f;

    private PngFile() {}

    public static byte[] of(RasterImage pixels) {
        var image = new BufferedImage(
                pixels.width(),
                pixels.height(),
                pixels.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        var to = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        var from = pixels.data();
        if (pixels.channels() == 1) {
            System.arraycopy(from, 0, to, 0, from.length);
        } else {
            for (int i = 0; i < from.length; i += 3) {
                to[i] = from[i + 2];
                to[i + 1] = from[i + 1];
                to[i + 2] = from[i];
            }
        }
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        var bytes = new ByteArrayOutputStream(1 << 16);
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Whether a file that begins like this may be kept as it came: not much larger than a PNG, and of bytes. */
    public static boolean isCompact(byte[] file) {
        var format = ImageFormat.of(file);
        return format != null
                && format != ImageFormat.BMP
                && format != ImageFormat.TIFF
                && !ImageDecoder.mayHaveDeepSamples(file);
    }
}
