package oddboard.testing;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import oddboard.image.Images;

/** An archive of color JPEGs of one megapixel: 40 photographs, each many times under other names. */
public final class MegapixelSet {
    public static final int WIDTH = 1152;
    public static final int HEIGHT = 896;
    private static final int DRAWN = 40;

    private MegapixelSet() {}

    /** Eight of ten images are for training; every second of the others is anomalous. */
    public static Path write(Path file, int images) throws IOException {
        List<byte[]> drawn = draw();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setLevel(1);
            for (int i = 0; i < images; i++) {
                boolean train = i < images * 0.8;
                zip.putNextEntry(
                        new ZipEntry((train ? "train/good/" : i % 2 == 0 ? "test/good/" : "test/dent/") + i + ".jpg"));
                zip.write(drawn.get(i % DRAWN));
                zip.closeEntry();
            }
        }
        return file;
    }

    private static List<byte[]> draw() {
        Random random = new Random(7);
        List<byte[]> drawn = new ArrayList<>();
        for (int i = 0; i < DRAWN; i++) {
            BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
            double turn = random.nextDouble() * 6;
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    int level = (int) (128 + 70 * Math.sin((x * Math.cos(turn) + y * Math.sin(turn)) / 9));
                    int noise = random.nextInt(16);
                    image.setRGB(x, y, level + noise << 16 | level << 8 | level - noise);
                }
            }
            drawn.add(Images.encode(image, "jpg"));
        }
        return drawn;
    }
}
