package oddboard.demo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import oddboard.image.RasterImage;
import oddboard.image.Resizer;

/**
 * The demo's data set, drawn: hexagon nuts of turned steel, 64 x 64 RGB; 1,000 to train with, and 500 to test with, of
 * which 200 are scratched, dented, stained or chipped. The same images at every call.
 */
public final class DemoImages {
    static final int SIZE = 64;
    static final int TRAIN = 1000;
    static final int GOOD = 300;
    static final int EACH_DEFECT = 50;
    private static final long SEED = 20_260_101;
    /** Drawn so much larger, then averaged; the places of the samples are turned a little, which makes edges softer. */
    private static final int FINER = 2;

    private static final int BLOCK = 64;
    private static final LocalDateTime DRAWN = LocalDateTime.of(2026, 1, 1, 0, 0);

    private DemoImages() {}

    private record Plan(String name, NutDefect.Kind kind, long seed) {}

    /** A ZIP archive in the folder form; the stream stays open. */
    public static void writeZip(OutputStream to) throws IOException {
        var plans = plans();
        var zip = new ZipOutputStream(to);
        // The images are compressed already.
        zip.setLevel(0);
        for (int from = 0; from < plans.size(); from += BLOCK) {
            var block = plans.subList(from, Math.min(plans.size(), from + BLOCK));
            var files = block.parallelStream().map(DemoImages::png).toList();
            for (int i = 0; i < block.size(); i++) {
                var entry = new ZipEntry(block.get(i).name);
                entry.setTimeLocal(DRAWN);
                zip.putNextEntry(entry);
                zip.write(files.get(i));
                zip.closeEntry();
            }
        }
        zip.finish();
    }

    private static List<Plan> plans() {
        var plans = new ArrayList<Plan>();
        var seeds = new Random(SEED);
        IntStream.range(0, TRAIN).forEach(i -> plans.add(plan("train/good", i, NutDefect.Kind.NONE, seeds)));
        IntStream.range(0, GOOD).forEach(i -> plans.add(plan("test/good", i, NutDefect.Kind.NONE, seeds)));
        for (var kind : NutDefect.Kind.values()) {
            if (kind != NutDefect.Kind.NONE) {
                var folder = "test/" + kind.name().toLowerCase(Locale.ROOT);
                IntStream.range(0, EACH_DEFECT).forEach(i -> plans.add(plan(folder, i, kind, seeds)));
            }
        }
        return plans;
    }

    private static Plan plan(String folder, int number, NutDefect.Kind kind, Random seeds) {
        return new Plan("%s/nut_%04d.png".formatted(folder, number), kind, seeds.nextLong());
    }

    /** One nut, drawn by its seed. */
    static RasterImage draw(NutDefect.Kind kind, long seed) {
        var random = new Random(seed);
        var nut = new NutScene(random);
        var defect = NutDefect.of(kind, random, nut.light());
        int edge = SIZE * FINER;
        var data = new byte[edge * edge * 3];
        var color = new double[3];
        for (int y = 0; y < edge; y++) {
            for (int x = 0; x < edge; x++) {
                double px = x + (y % 2 == 0 ? 0.75 : 0.25);
                double py = y + (x % 2 == 0 ? 0.25 : 0.75);
                nut.shade(2 * px / edge - 1, 2 * py / edge - 1, defect, color);
                for (int c = 0; c < 3; c++) {
                    data[(y * edge + x) * 3 + c] = level(color[c] * 255);
                }
            }
        }
        var image = Resizer.resize(new RasterImage(edge, edge, 3, data), SIZE, SIZE);
        for (int i = 0; i < image.data().length; i++) {
            // a camera's noise
            image.data()[i] = level((image.data()[i] & 0xff) + 2.2 * random.nextGaussian());
        }
        return image;
    }

    private static byte level(double value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }

    private static byte[] png(Plan plan) {
        var drawn = draw(plan.kind, plan.seed);
        var image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_3BYTE_BGR);
        var samples = new int[drawn.data().length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = drawn.data()[i] & 0xff;
        }
        image.getRaster().setPixels(0, 0, SIZE, SIZE, samples);
        try {
            var out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
