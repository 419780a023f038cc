package oddboard.api;

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

    /**
     * Gray: 255 where the mask marks a pixel, 0 elsewhere. 0 is transparent (tRNS), so that it can be laid over its image.
     *
     * @param mask size * size bytes, 0 or 1
     */
    static byte[] mask(byte[] mask, int size) throws IOException {
        byte[] gray = new byte[mask.length];
        for (int i = 0; i < mask.length; i++) {
            gray[i] = (byte) -mask[i];
        }
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, size, size, gray);
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
