package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import oddboard.archive.Zips;
import oddboard.dataset.Dataset;
import oddboard.dataset.Inputs;
import oddboard.dataset.ModelInput;
import oddboard.image.Crop;
import oddboard.image.ImageDecoder;
import oddboard.image.Images;
import oddboard.ingest.ImportSpec.OnBadFile;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that are kept as they came, beside the squares that all detectors take. */
class OwnSizeTest {
    @TempDir
    Path home;

    private DatasetFixture room;
    private Dataset set;

    @BeforeEach
    void open() {
        room = new DatasetFixture(home);
        set = room.create("Boards");
    }

    /** Pixels that differ everywhere, so that a cut, a turn or a resize shows. */
    private static BufferedImage drawn(int width, int height, int seed) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (x * 7 + seed & 0xff) << 16 | (y * 5 + seed & 0xff) << 8 | (x + y) * seed & 0xff);
            }
        }
        return image;
    }

    private static byte[] file(BufferedImage image, String format) throws Exception {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    private static BufferedImage mask(int width, int height) {
        var mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        mask.getRaster().setSample(2, 150, 0, 255);
        mask.getRaster().setSample(399, 0, 0, 255);
        return mask;
    }

    private static Map<String, byte[]> files() throws Exception {
        var files = new TreeMap<String, byte[]>();
        files.put("train/good/a.png", file(drawn(400, 300, 1), "png"));
        files.put("train/good/b.jpg", file(drawn(640, 480, 2), "jpg"));
        files.put("train/good/c.bmp", file(drawn(90, 700, 3), "bmp"));
        files.put("test/good/d.png", file(drawn(400, 300, 4), "png"));
        files.put("test/hole/e.png", file(drawn(400, 200, 5), "png"));
        files.put("ground_truth/hole/e_mask.png", Images.png(mask(400, 200)));
        return files;
    }

    private ImportSpec spec(int size, Crop crop) throws Exception {
        var parts = room.spec(set, Map.of("set.zip", Zips.of(files()))).files();
        return new ImportSpec(parts, size, crop, 0, OnBadFile.STOP);
    }

    @Test
    void keepsEachImageAsItCame() throws Exception {
        var version = room.importNow(set, spec(0, Crop.FIT));
        assertThat(version.own()).isNotNull();
        assertThat(version.own().largestWidth()).isEqualTo(640);
        assertThat(version.own().largestHeight()).isEqualTo(700);
        assertThat(version.own().fit()).isEqualTo(ModelInput.Fit.PAD);
        var names = room.datasets.imageNames(version.id());
        var files = files();
        var images = room.part(Inputs.class).stored(version.id());
        var cached = room.part(Inputs.class).cached(version.id());
        for (int i = 0; i < names.length; i++) {
            var original = ImageDecoder.decode(files.get(names[i]), "", "").pixels();
            assertThat(images.read(i).data()).as(names[i]).isEqualTo(original.data());
            assertThat(cached.read(i).data()).isEqualTo(original.data());
            assertThat(images.width(i)).isEqualTo(original.width());
            assertThat(images.height(i)).isEqualTo(original.height());
        }
        assertThat(version.report().allNotes())
                .anyMatch(note -> note.startsWith("The images keep their own size, 90 × 700 to 640 × 480 pixels"));
    }

    @Test
    void keepsMasksAtTheImagesOwnSize() throws Exception {
        var version = room.importNow(set, spec(0, Crop.SQUARE));
        var images = room.part(Inputs.class).stored(version.id());
        assertThat(images.masked()).isEqualTo(1);
        assertThat(images.hasMask(0)).isFalse();
        assertThat(images.mask(0)).hasSize(400 * 300).containsOnly(0);
        byte[] mask = images.mask(1);
        assertThat(mask).hasSize(400 * 200);
        for (int i = 0; i < mask.length; i++) {
            assertThat(mask[i] != 0).isEqualTo(i == 150 * 400 + 2 || i == 399);
        }
    }

    @Test
    void packsTheSameSquaresAsBefore() throws Exception {
        for (var crop : List.of(Crop.SQUARE, Crop.FIT, Crop.KEEP)) {
            var own = room.importNow(set, spec(0, crop));
            var fixed = room.importNow(set, spec(own.imageSize(), crop));
            assertThat(fixed.own()).isNull();
            for (int i = 0; i < 5; i++) {
                assertThat(room.datasets.image(own, i)).isEqualTo(room.datasets.image(fixed, i));
            }
            assertThat(room.part(Inputs.class).stored(fixed.id()).read(3).data())
                    .isEqualTo(room.datasets.image(fixed, 3));
        }
    }

    @Test
    void keepsNothingBesideSquaresThatAreWhole() throws Exception {
        assertThat(room.importNow(set, Map.of("set.zip", Zips.of(Zips.smallSet())))
                        .own())
                .isNull();
        var part = new ImportSpec(spec(0, Crop.CENTRE).files(), 0, Crop.CENTRE, 0.5, 0, OnBadFile.STOP, 0.2);
        assertThat(room.importNow(set, part).own()).isNull();
    }
}
