package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.dataset.Dataset;
import oddboard.dataset.ImportReport;
import oddboard.image.Crop;
import oddboard.image.Images;
import oddboard.ingest.ImportSpec.OnBadFile;
import oddboard.job.JobFailure;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pixels are anomalous, as ground_truth says. */
class MasksTest {
    private static final int SIZE = 32;

    @TempDir
    Path home;

    private DatasetFixture room;
    private Dataset set;

    @BeforeEach
    void open() {
        room = new DatasetFixture(home);
        set = room.create("Caps");
    }

    private static BufferedImage mask(int width, int height, int x, int y, int w, int h) {
        var mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < w * h; i++) {
            mask.getRaster().setSample(x + i % w, y + i / w, 0, 255);
        }
        return mask;
    }

    private static int[] bounds(byte[] mask) {
        int left = SIZE, top = SIZE, right = -1, bottom = -1, count = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] != 0) {
                left = Math.min(left, i % SIZE);
                right = Math.max(right, i % SIZE);
                top = Math.min(top, i / SIZE);
                bottom = Math.max(bottom, i / SIZE);
                count++;
            }
        }
        assertThat(count).isEqualTo((right - left + 1) * (bottom - top + 1));
        return new int[] {left, top, right + 1, bottom + 1};
    }

    @Test
    void keepsMasksBesideTheTestImages() throws Exception {
        var files = Zips.smallSet();
        files.put("test/scratch/e.png", Images.png(Images.grey(32, 32, 5)));
        files.put("ground_truth/scratch/e_mask.png", Images.png(mask(32, 32, 3, 5, 7, 2)));
        var version = room.importNow(set, Map.of("set.zip", Zips.of(files)));
        assertThat(version.report().masks()).isEqualTo(1);
        assertThat(version.report().notes()).contains("1 mask was taken; 1 anomalous image has none.");
        try (var masks = room.datasets.openMasks(version.id())) {
            assertThat(masks.count()).isEqualTo(3);
            assertThat(masks.size()).isEqualTo(SIZE);
            assertThat(masks.masked()).isEqualTo(1);
            assertThat(new boolean[] {masks.has(0), masks.has(1), masks.has(2)}).containsExactly(false, false, true);
            assertThat(bounds(masks.read(2))).containsExactly(3, 5, 10, 7);
            assertThat(masks.read(1)).hasSize(SIZE * SIZE).containsOnly(0);
            assertThat(room.datasets.mask(version, 2)).hasValue(masks.read(2));
            assertThat(room.datasets.mask(version, 1)).isEmpty();
        }
    }

    @Test
    void saysThatThereAreNone() throws Exception {
        var version = room.importNow(set, Map.of("set.zip", Zips.of(Zips.smallSet())));
        try (var masks = room.datasets.openMasks(version.id())) {
            assertThat(masks.masked()).isZero();
            assertThat(masks.has(1)).isFalse();
        }
    }

    /** The image is bright where the mask is, so the two must agree after any crop. */
    @Test
    void framesAMaskAsItsImage() throws Exception {
        var drawn = mask(96, 64, 40, 16, 16, 32);
        var files = Zips.smallSet();
        files.clear();
        files.put("train/good/a.png", Images.png(Images.grey(96, 64, 1)));
        files.put("test/good/b.png", Images.png(Images.grey(96, 64, 2)));
        files.put("test/hole/c.png", Images.png(drawn));
        files.put("ground_truth/hole/c_mask.png", Images.png(drawn));
        var parts = room.spec(set, Map.of("set.zip", Zips.of(files))).files();
        for (var crop : Crop.values()) {
            var version = room.importNow(set, new ImportSpec(parts, SIZE, crop, 0.5, 0, OnBadFile.STOP, 0.2));
            var image = room.datasets.image(version, 2);
            var mask = room.datasets.mask(version, 1).orElseThrow();
            int differ = 0;
            for (int i = 0; i < mask.length; i++) {
                int level = image[i] & 0xff;
                differ += level > 200 && mask[i] == 0 || level < 55 && mask[i] == 1 ? 1 : 0;
            }
            assertThat(differ).as(crop.name()).isZero();
            assertThat(bounds(mask))
                    .as(crop.name())
                    .containsExactly(
                            switch (crop) {
                                case KEEP -> new int[] {13, 8, 19, 24};
                                case SQUARE -> new int[] {12, 8, 20, 24};
                                case FIT -> new int[] {13, 10, 19, 21};
                                case CENTRE -> new int[] {8, 0, 24, 32};
                            });
        }
    }

    @Test
    void namesWhatIsWrongWithAMask() throws Exception {
        assertFault(
                "ground_truth/scratch/x_mask.png in set.zip is a mask for the test image scratch/x, which is not"
                        + " there.",
                "ground_truth/scratch/x_mask.png",
                Images.png(mask(32, 32, 1, 1, 1, 1)));
        assertFault(
                "ground_truth/scratch/d_mask.png in set.zip has 16x32 pixels and its image 32x32; a mask has the"
                        + " size of its image.",
                "ground_truth/scratch/d_mask.png",
                Images.png(mask(16, 32, 1, 1, 1, 1)));
        assertFault(
                "ground_truth/good/c_mask.png in set.zip marks pixels of an image that is normal.",
                "ground_truth/good/c_mask.png",
                Images.png(mask(32, 32, 1, 1, 1, 1)));
        var grey = Images.grey(32, 32, 4);
        assertThat(fault("ground_truth/scratch/d_mask.png", Images.png(grey)))
                .matches(
                        "ground_truth/scratch/d_mask.png in set.zip has the values \\d+ and \\d+; a mask has two values,"
                                + " 0 and one other.");
        assertFault(
                "ground_truth/scratch/d_mask.png in set.zip is colored; a mask has two values, 0 and one other.",
                "ground_truth/scratch/d_mask.png",
                Images.png(Images.rgb(32, 32, 4)));
    }

    private void assertFault(String sentence, String name, byte[] mask) throws Exception {
        assertThat(fault(name, mask)).isEqualTo(sentence);
    }

    private String fault(String name, byte[] mask) throws Exception {
        var files = Zips.smallSet();
        files.put(name, mask);
        var spec = room.spec(set, Map.of("set.zip", Zips.of(files)));
        var failure = catchThrowableOfType(JobFailure.class, () -> room.importNow(set, spec));
        // Where bad files are left out, so is the mask, and the image stays.
        var version = room.importNow(set, new ImportSpec(spec.files(), 0, Crop.SQUARE, 0, OnBadFile.SKIP));
        assertThat(version.testCount()).isEqualTo(2);
        assertThat(version.report().masks()).isZero();
        assertThat(version.report().rejected())
                .extracting(ImportReport.Rejected::entry)
                .containsExactly(name);
        return failure.getMessage();
    }
}
