package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import oddboard.archive.Zips;
import oddboard.dataset.Dataset;
import oddboard.dataset.ImportReport;
import oddboard.image.Crop;
import oddboard.image.Images;
import oddboard.image.MaskFile;
import oddboard.ingest.ImportSpec.OnBadFile;
import oddboard.job.JobFailure;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pixels are anomalous, as ground_truth says. */
class MasksTest {
    private static final int SIZE = 32;
    private static final String TWO = "; a mask has two values, 0 and one other, unless the import says which ones are"
            + " anomalous: every value but 0, or half of white and more \\(for masks from JPEG\\)\\.";

    @TempDir
    Path home;

    private DatasetFixture fixture;
    private Dataset set;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        set = fixture.create("Caps");
    }

    static BufferedImage mask(int width, int height, int x, int y, int w, int h) {
        var mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < w * h; i++) {
            mask.getRaster().setSample(x + i % w, y + i / w, 0, 255);
        }
        return mask;
    }

    @Test
    void keepsMasksBesideTheTestImages() throws Exception {
        var files = Zips.smallSet();
        files.put("test/scratch/e.png", Images.png(Images.gray(32, 32, 5)));
        files.put("ground_truth/scratch/e_mask.png", Images.png(mask(32, 32, 3, 5, 7, 2)));
        var version = fixture.importNow(set, Map.of("set.zip", Zips.of(files)));
        assertThat(version.report().masks()).isEqualTo(1);
        assertThat(version.report().allNotes()).contains("1 mask was taken; 1 anomalous image has none.");
        try (var masks = fixture.datasets.openMasks(version.id())) {
            assertThat(masks.count()).isEqualTo(3);
            assertThat(masks.size()).isEqualTo(SIZE);
            assertThat(masks.masked()).isEqualTo(1);
            assertThat(new boolean[] {masks.has(0), masks.has(1), masks.has(2)}).containsExactly(false, false, true);
            assertThat(MaskBounds.of(masks.read(2), SIZE)).containsExactly(3, 5, 10, 7);
            assertThat(masks.read(1)).hasSize(SIZE * SIZE).containsOnly(0);
            assertThat(fixture.datasets.mask(version, 2)).hasValue(masks.read(2));
            assertThat(fixture.datasets.mask(version, 1)).isEmpty();
        }
    }

    @Test
    void saysThatThereAreNone() throws Exception {
        var version = fixture.importNow(set, Map.of("set.zip", Zips.of(Zips.smallSet())));
        try (var masks = fixture.datasets.openMasks(version.id())) {
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
        files.put("train/good/a.png", Images.png(Images.gray(96, 64, 1)));
        files.put("test/good/b.png", Images.png(Images.gray(96, 64, 2)));
        files.put("test/hole/c.png", Images.png(drawn));
        files.put("ground_truth/hole/c_mask.png", Images.png(drawn));
        var parts = fixture.spec(set, Map.of("set.zip", Zips.of(files))).files();
        for (var crop : Crop.values()) {
            var version = fixture.importNow(set, new ImportSpec(parts, SIZE, crop, 0.5, 0, OnBadFile.STOP, 0.2));
            var image = fixture.datasets.image(version, 2);
            var mask = fixture.datasets.mask(version, 1).orElseThrow();
            int differ = 0;
            for (int i = 0; i < mask.length; i++) {
                int level = image[i] & 0xff;
                differ += level > 200 && mask[i] == 0 || level < 55 && mask[i] == 1 ? 1 : 0;
            }
            assertThat(differ).as(crop.name()).isZero();
            assertThat(MaskBounds.of(mask, SIZE))
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
        var gray = Images.gray(32, 32, 4);
        assertThat(fault("ground_truth/scratch/d_mask.png", Images.png(gray)))
                .matches("ground_truth/scratch/d_mask.png in set.zip has the values \\d+ and \\d+ beside 0" + TWO);
        assertFault(
                "ground_truth/scratch/d_mask.png in set.zip has several colors" + TWO.replace("\\", ""),
                "ground_truth/scratch/d_mask.png",
                Images.png(Images.rgb(32, 32, 4)));
    }

    private static int marked(byte[] mask) {
        int marked = 0;
        for (byte pixel : mask) {
            marked += pixel;
        }
        return marked;
    }

    private static byte[] file(String name) throws Exception {
        try (var in = MaskFile.class.getResourceAsStream("mask/several/" + name)) {
            return in.readAllBytes();
        }
    }

    private List<String> notes(Map<String, byte[]> more) throws Exception {
        var files = Zips.smallSet();
        files.putAll(more);
        return fixture.importNow(set, Map.of("set.zip", Zips.of(files)))
                .report()
                .allNotes();
    }

    @Test
    void takesSeveralValuesWhereTheImportSaysWhichOnesAreAnomalous() throws Exception {
        var files = Zips.smallSet();
        files.put("ground_truth/scratch/d_mask.png", file("instances8.png"));
        var parts = fixture.spec(set, Map.of("set.zip", Zips.of(files))).files();
        var all = fixture.importNow(
                set, new ImportSpec(parts, 0, Crop.SQUARE, 1, 0, OnBadFile.STOP, 0.2, MaskValues.NOT_ZERO));
        var mask = fixture.datasets.mask(all, 1).orElseThrow();
        assertThat(marked(mask)).isEqualTo(15);
        assertThat(mask[20 * SIZE + 31]).isOne();
        // 1 and 7 of 255: none of them is half of white.
        var half = fixture.importNow(
                set, new ImportSpec(parts, 0, Crop.SQUARE, 1, 0, OnBadFile.STOP, 0.2, MaskValues.HALF));
        assertThat(half.report().masks()).isZero();
        assertThat(half.report().allNotes())
                .contains(
                        "ground_truth/scratch/d_mask.png marks no pixel of the anomalous image test/scratch/d.png; it is"
                                + " taken as an image without a mask.");
    }

    @Test
    void takesAnAnomalousImageWithAnEmptyMaskAsOneWithoutAMask() throws Exception {
        var notes = notes(Map.of(
                "ground_truth/scratch/d_mask.png",
                Images.png(mask(32, 32, 0, 0, 0, 0)),
                "ground_truth/good/c_mask.png",
                Images.png(mask(32, 32, 0, 0, 0, 0))));
        assertThat(notes)
                .contains(
                        "1 mask was taken; 1 anomalous image has none.",
                        "ground_truth/scratch/d_mask.png marks no pixel of the anomalous image test/scratch/d.png; it is"
                                + " taken as an image without a mask.");
        var files = Zips.smallSet();
        files.put("ground_truth/scratch/d_mask.png", Images.png(mask(32, 32, 1, 1, 3, 3)));
        var parts = fixture.spec(set, Map.of("set.zip", Zips.of(files))).files();
        var cut = fixture.importNow(set, new ImportSpec(parts, SIZE, Crop.CENTRE, 0.5, 0, OnBadFile.STOP, 0.2));
        assertThat(cut.report().masks()).isZero();
        assertThat(cut.report().allNotes())
                .contains(
                        "ground_truth/scratch/d_mask.png marks no pixel of the anomalous image test/scratch/d.png inside"
                                + " the part of it that is kept; it is taken as an image without a mask.");
    }

    @Test
    void findsMasksByTheirWholePathAndBySuffixes() throws Exception {
        var files = Zips.smallSet();
        var expected = new TreeMap<String, Integer>();
        int width = 1;
        for (var suffix : List.of("", "_mask", "_gt", "-mask", "_segmentation", "_MASK")) {
            var name = "scratch/s" + width;
            files.put("test/" + name + ".png", Images.png(Images.gray(32, 32, 40 + width)));
            files.put("ground_truth/" + name + suffix + ".png", Images.png(mask(32, 32, 2, 2, width, 1)));
            expected.put("test/" + name + ".png", width++);
        }
        for (var name : List.of("scratch/front/a", "scratch/back/a", "scratch/a_gt", "scratch/a")) {
            files.put("test/" + name + ".png", Images.png(Images.gray(32, 32, 40 + width)));
            files.put("ground_truth/" + name + "_mask.png", Images.png(mask(32, 32, 2, 2, width, 1)));
            expected.put("test/" + name + ".png", width++);
        }
        // Several masks of one image in a folder of its name, with other values each.
        files.put("test/logic/000.png", Images.png(Images.gray(32, 32, 70)));
        var first = mask(32, 32, 2, 2, width, 1);
        first.getRaster().setSample(2, 9, 0, 255);
        files.put("ground_truth/logic/000/000.png", Images.png(first));
        var second = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
        second.getRaster().setSample(2, 9, 0, 237);
        second.getRaster().setSample(3, 9, 0, 237);
        files.put("ground_truth/logic/000/001.png", Images.png(second));
        expected.put("test/logic/000.png", width + 2);
        var version = fixture.importNow(set, Map.of("set.zip", Zips.of(files)));
        assertThat(version.report().masks()).isEqualTo(expected.size());
        var names = fixture.datasets.imageNames(version.id());
        var found = new TreeMap<String, Integer>();
        for (int i = 0; i < version.testCount(); i++) {
            var name = names[version.trainCount() + i];
            fixture.datasets.mask(version, i).ifPresent(mask -> found.put(name, marked(mask)));
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void notesAMaskOfTwoImagesAndOneThatIsLeftOut() throws Exception {
        assertThat(notes(Map.of(
                        "test/scratch/a/1.png",
                        Images.png(Images.gray(32, 32, 21)),
                        "test/scratch/b/1.png",
                        Images.png(Images.gray(32, 32, 22)),
                        "test/scratch/2.png",
                        Images.png(Images.gray(32, 32, 23)),
                        "test/scratch/2.bmp",
                        Images.encode(Images.gray(32, 32, 24), "bmp"),
                        "ground_truth/scratch/1_mask.png",
                        Images.png(mask(32, 32, 1, 1, 3, 3)),
                        "ground_truth/scratch/2_mask.png",
                        Images.png(mask(32, 32, 1, 1, 3, 3)),
                        "ground_truth/scratch/old/d_mask.png",
                        Images.png(mask(32, 32, 1, 1, 3, 3)),
                        "ground_truth/scratch/older/d_mask.png",
                        Images.png(mask(32, 32, 1, 1, 3, 3)))))
                .contains(
                        "ground_truth/scratch/1_mask.png is taken as the mask of 2 images that have its name:"
                                + " test/scratch/a/1.png, test/scratch/b/1.png.",
                        "ground_truth/scratch/2_mask.png is taken as the mask of 2 images that have its name:"
                                + " test/scratch/2.bmp, test/scratch/2.png.",
                        "ground_truth/scratch/old/d_mask.png is left out: it lies in sub-folders, and there is no test image"
                                + " scratch/old/d.",
                        "ground_truth/scratch/older/d_mask.png is left out: it lies in sub-folders, and there is no test"
                                + " image scratch/older/d.");
    }

    private void assertFault(String sentence, String name, byte[] mask) throws Exception {
        assertThat(fault(name, mask)).isEqualTo(sentence);
    }

    private String fault(String name, byte[] mask) throws Exception {
        var files = Zips.smallSet();
        files.put(name, mask);
        var spec = fixture.spec(set, Map.of("set.zip", Zips.of(files)));
        var failure = catchThrowableOfType(JobFailure.class, () -> fixture.importNow(set, spec));
        // Where bad files are left out, so is the mask, and the image stays.
        var version = fixture.importNow(set, new ImportSpec(spec.files(), 0, Crop.SQUARE, 0, OnBadFile.SKIP));
        assertThat(version.testCount()).isEqualTo(2);
        assertThat(version.report().masks()).isZero();
        assertThat(version.report().rejected())
                .extracting(ImportReport.Rejected::entry)
                .containsExactly(name);
        return failure.getMessage();
    }
}
