package oddboard.ingest;

import static oddboard.ingest.ManifestFiles.SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import oddboard.archive.Zips;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.image.Images;
import oddboard.label.LabelSets;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Imports archives with lists, and says what became of each image. */
abstract class ManifestFixture {
    @TempDir
    Path home;

    DatasetFixture fixture;
    Dataset set;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        set = fixture.create("Caps");
    }

    static byte[] mask(int x, int y, int width, int height) {
        var mask = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < width * height; i++) {
            mask.getRaster().setSample(x + i % width, y + i / width, 0, 255);
        }
        return Images.png(mask);
    }

    DatasetVersion imported(Map<String, byte[]> files) throws Exception {
        return together(Map.of("set.zip", Zips.of(files)));
    }

    /** Of several uploads. */
    DatasetVersion together(Map<String, byte[]> uploads) throws Exception {
        var version = fixture.importNow(set, uploads);
        assertThat(version.state()).as(String.valueOf(version.report())).isEqualTo(DatasetVersion.State.READY);
        return version;
    }

    /** What each image of the version is: its part, name, the seed of its pixels, label, type and number of mask pixels. */
    List<String> content(DatasetVersion version) throws Exception {
        var names = fixture.datasets.imageNames(version.id());
        var labels = fixture.part(LabelSets.class).forWorkers(version.id());
        var lines = new ArrayList<String>();
        for (int i = 0; i < names.length; i++) {
            int seed = seed(fixture.datasets.image(version, i));
            int test = i - version.trainCount();
            if (test < 0) {
                lines.add("train " + names[i] + " " + seed);
                continue;
            }
            int marked = 0;
            for (byte bit : fixture.datasets.mask(version, test).orElse(new byte[0])) {
                marked += bit;
            }
            lines.add("test " + names[i] + " " + seed + " "
                    + labels.label(test).words(labels.type()[test]).replace(' ', '-')
                    + (marked > 0 ? " " + marked : ""));
        }
        return lines;
    }

    private static int seed(byte[] pixels) {
        return IntStream.range(0, 40)
                .filter(seed -> Arrays.equals(pixels, pixels(seed)))
                .findFirst()
                .orElse(-1);
    }

    private static byte[] pixels(int seed) {
        var image = Images.gray(SIZE, SIZE, seed);
        var pixels = new byte[SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) image.getRaster().getSample(i % SIZE, i / SIZE, 0);
        }
        return pixels;
    }
}
