package oddboard.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Large drawn photographs of one textured part; anomalous ones have one small dark spot, marked by a mask. */
public final class Photographs {
    private final int width;
    private final int height;
    private final int defect;

    /** @param defect diameter of the spots in pixels */
    public Photographs(int width, int height, int defect) {
        this.width = width;
        this.height = height;
        this.defect = defect;
    }

    /** Files of an archive in the MVTec layout. */
    public Map<String, byte[]> files(int train, int normal, int anomalous) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < train + normal + anomalous; i++) {
            var random = new SplittableRandom(1000 + i);
            boolean spot = i >= train + normal;
            int x = random.nextInt(width / 8, width * 7 / 8);
            int y = random.nextInt(height / 8, height * 7 / 8);
            var name = "%03d".formatted(i);
            var folder = i < train ? "train/good/" : spot ? "test/spot/" : "test/good/";
            files.put(folder + name + ".png", png(image(random, spot, x, y)));
            if (spot) {
                files.put("ground_truth/spot/" + name + "_mask.png", png(mask(x, y)));
            }
        }
        return files;
    }

    private boolean isSpot(int x, int y, int centerX, int centerY) {
        double dx = x - centerX;
        double dy = y - centerY;
        return dx * dx + dy * dy <= defect * defect / 4.0;
    }

    private BufferedImage image(SplittableRandom random, boolean spot, int spotX, int spotY) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        double light = random.nextDouble(-8, 8);
        double shiftX = random.nextDouble(40);
        double shiftY = random.nextDouble(40);
        for (int y = 0; y < height; y++) {
            double wave = 14 * Math.sin((y + shiftY) / 6.4);
            for (int x = 0; x < width; x++) {
                double value = 130 + light + wave + 14 * Math.sin((x + shiftX) / 6.4) + 30.0 * x / width;
                value += random.nextDouble(-6, 6);
                if (spot && isSpot(x, y, spotX, spotY)) {
                    value -= 45;
                }
                image.getRaster().setSample(x, y, 0, (int) Math.clamp(value, 0, 255));
            }
        }
        return image;
    }

    private BufferedImage mask(int centerX, int centerY) {
        var mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = Math.max(0, centerY - defect); y < Math.min(height, centerY + defect); y++) {
            for (int x = Math.max(0, centerX - defect); x < Math.min(width, centerX + defect); x++) {
                if (isSpot(x, y, centerX, centerY)) {
                    mask.getRaster().setSample(x, y, 0, 255);
                }
            }
        }
        return mask;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
