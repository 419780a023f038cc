package oddboard.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import oddboard.image.ImageDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long the search takes, and what it finds in the folders that {@code oddboard.bench.folders} names. */
class NearDuplicatesBench {
    private static final int IMAGES = Integer.getInteger("oddboard.bench.images", 100_000);

    @TempDir
    Path folder;

    @Test
    void searchesManyImagesInBoundedTime() throws Exception {
        // 1: all different; 0.05: all nearly alike; 0: a hundred images again and again.
        for (double different : new double[] {1, 0.05, 0}) {
            var random = new Random(3);
            try (var all = new Thumbnails(folder.resolve("t"))) {
                long start = System.nanoTime();
                for (int i = 0; i < IMAGES; i++) {
                    if (different == 0) {
                        random.setSeed(i % 100);
                    }
                    all.add(blobs(random, different == 0 ? 1 : different));
                }
                double drawn = seconds(start);
                start = System.nanoTime();
                int[] pairs = new int[1];
                NearDuplicates.find(all, (a, b, similarity) -> pairs[0]++, () -> true);
                System.out.printf(
                        Locale.ROOT,
                        "%,d images, different %.2f: drawn and added in %.1f s, searched in %.1f s, %,d pairs%n",
                        IMAGES,
                        different,
                        drawn,
                        seconds(start),
                        pairs[0]);
                assertThat(seconds(start)).isLessThan(300);
            }
        }
    }

    @Test
    void findsInFolders() throws Exception {
        for (var name : System.getProperty("oddboard.bench.folders", "").split(",")) {
            if (name.isEmpty()) {
                continue;
            }
            try (var files = Files.walk(Path.of(name));
                    var all = new Thumbnails(folder.resolve("t"))) {
                var images = files.filter(f -> f.toString().endsWith(".png"))
                        .sorted()
                        .toList();
                long start = System.nanoTime();
                for (var image : images) {
                    all.add(Thumbnail.of(ImageDecoder.decode(Files.readAllBytes(image), name, "")
                            .pixels()));
                }
                double read = seconds(start);
                start = System.nanoTime();
                var in = new HashSet<Integer>();
                int[] pairs = new int[2];
                var groups = new Groups(images.size());
                NearDuplicates.find(
                        all,
                        (a, b, similarity) -> {
                            pairs[0]++;
                            in.add(a);
                            in.add(b);
                            groups.join(a, b);
                            if (pairs[0] % Math.max(1, Integer.getInteger("oddboard.bench.show", 100000)) == 0) {
                                System.out.println("" + images.get(a) + " " + images.get(b) + " " + similarity);
                            }
                        },
                        () -> true);
                System.out.printf(
                        Locale.ROOT,
                        "%s: %,d images read in %.1f s, searched in %.2f s: %,d pairs of %,d images, largest group %,d%n",
                        name,
                        images.size(),
                        read,
                        seconds(start),
                        pairs[0],
                        in.size(),
                        groups.largest());
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static byte[] blobs(Random random, double different) {
        var thumbnail = new byte[Thumbnail.PIXELS];
        var x = new double[5];
        var y = new double[5];
        for (int k = 0; k < 5; k++) {
            x[k] = 6 + 5 * k + different * 12 * random.nextGaussian();
            y[k] = 26 - 5 * k + different * 12 * random.nextGaussian();
        }
        for (int i = 0; i < thumbnail.length; i++) {
            double level = 40;
            for (int k = 0; k < 5; k++) {
                double dx = i % 32 - x[k];
                double dy = i / 32 - y[k];
                level += 120 / (1 + (dx * dx + dy * dy) / 12);
            }
            thumbnail[i] = (byte) Math.clamp((long) level, 0, 255);
        }
        return thumbnail;
    }
}
