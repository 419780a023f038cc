package oddboard.duplicate;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Random;
import oddboard.image.ImageDecoder;
import oddboard.image.Images;
import oddboard.image.RasterImage;

/** Drawn images: scenes that have nothing in common, and parts of one production line. */
public final class Scenes {
    private Scenes() {}

    /** Another scene for each seed. */
    public static BufferedImage scene(int seed) {
        var random = new Random(seed);
        var image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
        var draw = image.createGraphics();
        for (int i = 0; i < 12; i++) {
            draw.setColor(new Color(random.nextInt(0x1000000)));
            draw.fillOval(
                    random.nextInt(96) - 20, random.nextInt(96) - 20, 8 + random.nextInt(50), 8 + random.nextInt(50));
        }
        draw.dispose();
        return image;
    }

    /** The same disc with six holes each time, in the same place and light; only the camera's noise differs. */
    static BufferedImage part(int seed) {
        var image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
        var draw = image.createGraphics();
        draw.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        draw.setColor(new Color(40, 40, 40));
        draw.fillRect(0, 0, 96, 96);
        draw.setColor(new Color(170, 170, 170));
        draw.fillOval(14, 14, 68, 68);
        draw.setColor(new Color(80, 80, 80));
        for (int i = 0; i < 6; i++) {
            draw.fillOval(
                    (int) (44 + 24 * Math.cos(i * Math.PI / 3)), (int) (44 + 24 * Math.sin(i * Math.PI / 3)), 8, 8);
        }
        draw.dispose();
        var random = new Random(seed);
        return changed(image, level -> level + 5 * random.nextGaussian());
    }

    interface Level {
        double of(int level);
    }

    public static BufferedImage brighter(BufferedImage from) {
        return changed(from, level -> level * 0.9 + 12);
    }

    private static BufferedImage changed(BufferedImage from, Level rule) {
        var to = new BufferedImage(from.getWidth(), from.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < to.getHeight(); y++) {
            for (int x = 0; x < to.getWidth(); x++) {
                var color = new Color(from.getRGB(x, y));
                to.setRGB(
                        x,
                        y,
                        clamp(rule.of(color.getRed())) << 16
                                | clamp(rule.of(color.getGreen())) << 8
                                | clamp(rule.of(color.getBlue())));
            }
        }
        return to;
    }

    private static int clamp(double level) {
        return (int) Math.clamp(Math.round(level), 0, 255);
    }

    public static BufferedImage half(BufferedImage from) {
        var to = new BufferedImage(from.getWidth() / 2, from.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
        Graphics2D draw = to.createGraphics();
        draw.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        draw.drawImage(from, 0, 0, to.getWidth(), to.getHeight(), null);
        draw.dispose();
        return to;
    }

    public static byte[] jpeg(BufferedImage from) {
        return Images.encode(from, "jpg");
    }

    static RasterImage pixels(byte[] file) {
        return ImageDecoder.decode(file, "a.zip", "image").pixels();
    }

    static RasterImage pixels(BufferedImage image) {
        return pixels(Images.png(image));
    }
}
