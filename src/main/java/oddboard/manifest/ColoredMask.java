package oddboard.manifest;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import oddboard.archive.Archive;

/**
 * A mask whose background has a color of its own.
 *
 * @param background 0xrrggbb
 */
record ColoredMask(Archive.Member member, int background) implements MaskSource {
    @Override
    public String name() {
        return member.name();
    }

    @Override
    public byte[] read(Archive archive) throws IOException {
        var bytes = archive.read(member);
        var reader = ImageIO.getImageReadersByFormatName("png").next();
        BufferedImage colors;
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > MaskDrawing.MAX_PIXELS) {
                return bytes;
            }
            colors = reader.read(0);
        } catch (IOException | RuntimeException e) {
            // What it is, and that it is damaged, is said where masks are read.
            return bytes;
        } finally {
            reader.dispose();
        }
        var mask = new BufferedImage(colors.getWidth(), colors.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < mask.getHeight(); y++) {
            for (int x = 0; x < mask.getWidth(); x++) {
                mask.getRaster().setSample(x, y, 0, (colors.getRGB(x, y) & 0xffffff) == background ? 0 : 255);
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(mask, "png", out);
        return out.toByteArray();
    }
}
