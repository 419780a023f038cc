package oddboard.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.testing.DatasetFixture;
import oddboard.testing.DrawnSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changed from version to version, and how images look on a sheet. */
class VersionDiffsTest {
    private static final int SIZE = 32;
    private static final int LENGTH = SIZE * SIZE * 3;
    private static final byte[] PIXELS = DrawnSet.pixels(new boolean[12], SIZE, 5);

    @TempDir
    Path home;

    private DatasetFixture fixture;
    private VersionDiffs diffs;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        diffs = fixture.part(VersionDiffs.class);
    }

    /** The images of these numbers, with these labels of the test images. */
    private DatasetVersion version(Dataset dataset, int[] train, int[] test, String labels) throws Exception {
        var lines = new StringBuilder("ID,label,type\n");
        for (int i = 0; i < test.length; i++) {
            lines.append(i).append(labels.charAt(i) == '.' ? ",0,\n" : ",1,dent\n");
        }
        return fixture.importNow(
                dataset,
                Map.of(
                        "trainingset.npy",
                        npy(train),
                        "testingset.npy",
                        npy(test),
                        "labels.csv",
                        lines.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] npy(int[] images) {
        var pixels = new byte[images.length * LENGTH];
        for (int i = 0; i < images.length; i++) {
            System.arraycopy(PIXELS, images[i] * LENGTH, pixels, i * LENGTH, LENGTH);
        }
        return DrawnSet.npy("|u1", "(" + images.length + ", 32, 32, 3)", pixels);
    }

    @Test
    void countsWhatWasAddedRemovedRelabeledAndMoved() throws Exception {
        var dataset = fixture.create("Drawn");
        var first = version(dataset, new int[] {0, 1, 2}, new int[] {3, 4, 5, 6}, "x..x");
        var second = version(dataset, new int[] {6, 1, 0, 7, 8}, new int[] {2, 5, 3, 4, 9}, "..xx.");
        var diff = diffs.between(first, second, fixture.member);
        assertThat(diff.same()).as("0, 1, 3 and 5").isEqualTo(4);
        assertThat(diff.added().examples())
                .extracting(VersionDiff.Example::index)
                .containsExactly(3, 4, 9);
        assertThat(diff.removed().count()).isZero();
        assertThat(diff.relabelled().examples()).containsExactly(new VersionDiff.Example(8, "normal → dent"));
        assertThat(diff.toTrain().examples())
                .extracting(VersionDiff.Example::index)
                .containsExactly(0);
        assertThat(diff.toTest().examples())
                .extracting(VersionDiff.Example::index)
                .containsExactly(5);
        var back = diffs.between(second, first, fixture.member);
        assertThat(back.removed().examples())
                .extracting(VersionDiff.Example::index)
                .containsExactly(3, 4, 9);
        assertThat(fixture.jdbc
                        .sql("select count(*) from image_hash")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void equalImagesAreCountedAsOftenAsTheyAreThere() throws Exception {
        var dataset = fixture.create("Drawn");
        var first = version(dataset, new int[] {0, 0, 1}, new int[] {2, 3}, "x.");
        var second = version(dataset, new int[] {0, 1}, new int[] {2, 3, 0}, "x..");
        var diff = diffs.between(first, second, fixture.member);
        assertThat(diff.toTest().count()).isOne();
        assertThat(diff.added().count() + diff.removed().count()).isZero();
    }

    @Test
    void drawsAHundredImagesOnASheetFromTheStoreAndFromThisMachine() throws Exception {
        var dataset = fixture.create("Drawn");
        var version = version(dataset, new int[] {0, 1, 2, 3, 4, 5, 6}, new int[] {7, 8, 9, 10, 11}, "x.x.x");
        var lists = fixture.part(ImageLists.class);
        var sheets = fixture.part(Sheets.class);
        var odd = lists.of(version, 0, ImageFilter.test("anomalous"), fixture.member);
        assertThat(odd.size()).isEqualTo(3);
        assertThat(Sheets.count(odd)).isOne();
        assertSheet(sheets.jpeg(odd, 0), new int[] {7, 9, 11});
        var all = lists.of(version, 0, ImageFilter.ALL, fixture.member);
        assertSheet(sheets.jpeg(all, 0), new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
        assertThat(sheets.jpeg(all, 0)).as("drawn once").isSameAs(sheets.jpeg(all, 0));
        assertThat(lists.of(version, 0, ImageFilter.ALL, fixture.member)).isSameAs(all);
        assertThat(all.place(11)).isEqualTo(11);
        assertThat(odd.place(9)).isEqualTo(1);
        assertThat(odd.place(8)).isEqualTo(-1);
    }

    private static void assertSheet(byte[] jpeg, int[] images) throws Exception {
        var sheet = ImageIO.read(new ByteArrayInputStream(jpeg));
        assertThat(sheet.getWidth()).isEqualTo(Math.min(10, images.length) * SIZE);
        assertThat(sheet.getHeight()).isEqualTo((images.length + 9) / 10 * SIZE);
        for (int i = 0; i < images.length; i++) {
            long error = 0;
            for (int p = 0; p < SIZE * SIZE; p++) {
                int rgb = sheet.getRGB(i % 10 * SIZE + p % SIZE, i / 10 * SIZE + p / SIZE);
                int at = images[i] * LENGTH + 3 * p;
                error += Math.abs((rgb >> 16 & 255) - (PIXELS[at] & 255))
                        + Math.abs((rgb >> 8 & 255) - (PIXELS[at + 1] & 255))
                        + Math.abs((rgb & 255) - (PIXELS[at + 2] & 255));
            }
            assertThat(error / (3.0 * SIZE * SIZE))
                    .as("image " + images[i] + " of " + Arrays.toString(images))
                    .isLessThan(8);
        }
    }
}
