package oddboard.duplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import oddboard.image.RasterImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearDuplicatesTest {
    private static final int SCENES = 300;

    @TempDir
    Path folder;

    private List<String> pairs(Thumbnails thumbnails) throws IOException {
        var pairs = new ArrayList<String>();
        NearDuplicates.find(thumbnails, (a, b, similarity) -> pairs.add(a + " " + b), () -> true);
        return pairs;
    }

    private Thumbnails thumbnails() throws IOException {
        return new Thumbnails(folder.resolve("thumbnails"));
    }

    private static void add(Thumbnails to, RasterImage... images) throws IOException {
        for (var image : images) {
            to.add(Thumbnail.of(image));
        }
    }

    @Test
    void findsWhatWasSavedAgainResizedOrMadeBrighterAndNothingElse() throws Exception {
        try (var all = thumbnails()) {
            for (int i = 0; i < SCENES; i++) {
                add(all, Scenes.pixels(Scenes.scene(i)));
            }
            var expected = new ArrayList<String>();
            for (int i = 0; i < 30; i++) {
                int original = 7 * i;
                var scene = Scenes.scene(original);
                add(
                        all,
                        switch (i % 3) {
                            case 0 -> Scenes.pixels(Scenes.jpeg(scene));
                            case 1 -> Scenes.pixels(Scenes.half(scene));
                            default -> Scenes.pixels(Scenes.brighter(scene));
                        });
                expected.add(original + " " + (SCENES + i));
            }
            assertThat(pairs(all)).isEqualTo(expected);
        }
    }

    @Test
    void partsThatLookAlikeAreNoNearDuplicatesButCopiesOfOneAre() throws Exception {
        try (var all = thumbnails()) {
            for (int i = 0; i < SCENES; i++) {
                add(all, Scenes.pixels(Scenes.part(i)));
            }
            add(all, Scenes.pixels(Scenes.part(11)));
            assertThat(pairs(all)).containsExactly("11 " + SCENES);
        }
    }

    @Test
    void imagesWithNothingInThemAreDuplicatesOnlyWhereTheyAreEqual() throws Exception {
        try (var all = thumbnails()) {
            for (int level : new int[] {10, 200, 10, 11}) {
                add(all, new RasterImage(8, 8, 1, bytes(64, (x, y) -> level)));
            }
            assertThat(pairs(all)).containsExactly("0 2");
        }
    }

    @Test
    void aSetOfOneImageAgainAndAgainIsDuplicates() throws Exception {
        try (var all = thumbnails()) {
            var scene = Scenes.pixels(Scenes.scene(1));
            add(all, scene, scene, scene);
            assertThat(pairs(all)).containsExactly("0 1", "0 2", "1 2");
        }
    }

    @Test
    void theSearchMissesNoPairWithinSevenBits() throws Exception {
        var random = new Random(4);
        try (var all = thumbnails()) {
            // Few shapes and much in common, so that many hashes are near each other.
            for (int i = 0; i < 600; i++) {
                int left = random.nextInt(5);
                int top = random.nextInt(5);
                add(
                        all,
                        new RasterImage(
                                32,
                                32,
                                1,
                                bytes(
                                        1024,
                                        (x, y) ->
                                                (x - 12 - left) * (x - 12 - left) + (y - 12 - top) * (y - 12 - top) < 60
                                                        ? 180
                                                        : 60 + x)));
            }
            all.written();
            var hashes = Hashes.of(all, () -> true);
            int near = 0;
            var found = pairs(all);
            for (int b = 0; b < hashes.length; b++) {
                for (int a = 0; a < b; a++) {
                    near += Long.bitCount(hashes[a] ^ hashes[b]) <= NearDuplicates.BITS ? 1 : 0;
                }
            }
            assertThat(near).isGreaterThan(2000);
            // Equal images are many here: each is compared with the nearest only, and with one of its equals at least.
            var groups = new Groups(600);
            found.forEach(
                    pair -> groups.join(Integer.parseInt(pair.split(" ")[0]), Integer.parseInt(pair.split(" ")[1])));
            assertThat(groups.all()).hasSizeBetween(15, 25);
        }
    }

    /** Values of SciPy's {@code fft.dctn(norm="ortho")}. */
    @Test
    void frequenciesAreThoseOfAnOrthonormalCosineTransform() {
        var pixels = new float[Thumbnail.PIXELS];
        Thumbnail.normalize(bytes(1024, (x, y) -> (y * 32 + x) * 7919 % 251), pixels);
        var cosines = Cosines.of(pixels);
        double[] expected = {0.0495, 0.1947, -0.0902, 0.0502, -0.0902};
        int[] order = {0, 1, 2, 3, 4};
        for (int i : order) {
            assertThat(cosines[i]).as("frequency %d", i).isCloseTo((float) expected[i], within(0.0002f));
        }
        assertThat(cosines[30]).isCloseTo(-0.642f, within(0.0002f));
        assertThat(cosines[54]).isCloseTo(-0.0235f, within(0.0002f));
        assertThat(cosines[62]).isCloseTo(-0.0804f, within(0.0002f));
    }

    private static byte[] bytes(int count, BiFunction<Integer, Integer, Integer> level) {
        var bytes = new byte[count];
        int edge = (int) Math.sqrt(count);
        for (int i = 0; i < count; i++) {
            bytes[i] = level.apply(i % edge, i / edge).byteValue();
        }
        return bytes;
    }
}
