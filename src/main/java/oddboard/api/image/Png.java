package oddboard.api.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import oddboard.image.RasterImage;

/** Draws packed uint8 HWC pixels as PNG, one pixel a pixel. */
final class Png {
    private Png() {}

    /** @param pixels size * size * channels bytes; channels 1 (gray) or 3 (RGB) */
    static byte[] of(byte[] pixels, int size, int channels) throws IOException {
        return of(new RasterImage(size, size, channels, pixels));
    }

    static byte[] of(RasterImage pixels) throws IOException {
        int width = pixels.width();
        int height = pixels.height();
        byte[] data = pixels.data();
        BufferedImage image = new BufferedImage(
                width, height, pixels.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        if (pixels.channels() == 1) {
            image.getRaster().setDataElements(0, 0, width, height, data);
            return encoded(image);
        }
        int[] rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (data[3 * i] & 0xff) << 16 | (data[3 * i + 1] & 0xff) << 8 | data[3 * i + 2] & 0xff;
        }
        image.getRaster().setDataElements(0, 0, width, height, rgb);
        return encoded(image);
    }

    /**
     * Errors in colors.
     *
     * @param errors one channel, 0..255
     * @param scale error (0..255) that gets the brightest color
     */
    static byte[] errorMap(RasterImage errors, double scale) throws IOException {
        int[] colors = new int[256];
        for (int error = 0; error < colors.length; error++) {
            colors[error] = Heat.color(error / scale);
        }
        int[] rgb = new int[errors.width() * errors.height()];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = colors[errors.data()[i] & 0xff];
        }
        BufferedImage map = new BufferedImage(errors.width(), errors.height(), BufferedImage.TYPE_INT_RGB);
        map.getRaster().setDataElements(0, 0, errors.width(), errors.height(), rgb);
        return encoded(map);
    }

    /**
     * Gray: 255 where the mask marks a pixel, 0 elsewhere. 0 is transparent (tRNS), so that it can be laid over its image.
     *
     * @param mask one channel, 0 = normal
     */
    static byte[] mask(RasterImage mask) throws IOException {
        byte[] gray = new byte[mask.data().length];
        for (int i = 0; i < gray.length; i++) {
            gray[i] = (byte) (mask.data()[i] == 0 ? 0 : 255);
        }
        BufferedImage image = new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, mask.width(), mask.height(), gray);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
            IIOMetadataNode root = new IIOMetadataNode(metadata.getNativeMetadataFormatName());
            IIOMetadataNode transparency = new IIOMetadataNode("tRNS");
            IIOMetadataNode level = new IIOMetadataNode("tRNS_Grayscale");
            level.setAttribute("gray", "0");
            transparency.appendChild(level);
            root.appendChild(transparency);
            metadata.mergeTree(metadata.getNativeMetadataFormatName(), root);
            writer.setOutput(out);
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] encoded(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 13);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        }
        return bytes.toByteArray();
    }
}
