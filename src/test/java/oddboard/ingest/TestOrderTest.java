package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import oddboard.archive.Zips;
import oddboard.common.ConflictException;
import oddboard.dataset.Dataset;
import oddboard.image.Images;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.label.LabelSplits;
import oddboard.npy.Npy;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version whose labels are to be hidden has its test images in an order that tells nothing. */
class TestOrderTest {
    private static final int EACH = 30;

    @TempDir
    Path home;

    private DatasetFixture room;
    private Dataset set;

    @BeforeEach
    void open() {
        room = new DatasetFixture(home);
        set = room.create("Caps");
    }

    @Test
    void aRandomOrderMixesTheFoldersAndKeepsWhatBelongsTogether() throws Exception {
        var files = new TreeMap<String, byte[]>();
        files.put("train/good/a.png", gray(1));
        for (int i = 0; i < EACH; i++) {
            files.put("test/good/%03d.png".formatted(i), gray(10 + i));
            files.put("test/hole/%03d.png".formatted(i), gray(100 + i));
            files.put("ground_truth/hole/%03d_mask.png".formatted(i), gray(255));
        }
        var spec = room.spec(set, Map.of("set.zip", Zips.of(files)));
        var sorted = room.importNow(set, spec);
        var mixed = room.importNow(set, spec.withRandomTestOrder());
        var again = room.importNow(set, spec.withRandomTestOrder());
        assertThat(mixed.report().notes()).contains("The test images stand in a random order.");
        var names = room.datasets.imageNames(mixed.id());
        assertThat(names).isNotEqualTo(room.datasets.imageNames(sorted.id()));
        assertThat(names).as("nobody can guess it").isNotEqualTo(room.datasets.imageNames(again.id()));
        assertThat(names).containsExactlyInAnyOrder(room.datasets.imageNames(sorted.id()));
        boolean[] labels = room.part(LabelSets.class)
                .labels(mixed.id(), LabelSet.NEWEST, room.member)
                .anomalous();
        for (int i = 0; i < labels.length; i++) {
            String name = names[1 + i];
            assertThat(labels[i]).as(name).isEqualTo(name.startsWith("test/hole/"));
            int gray = (labels[i] ? 100 : 10) + Integer.parseInt(name.substring(10, 13));
            assertThat(room.datasets.image(mixed, 1 + i)[0] & 0xff).as(name).isEqualTo(gray);
            assertThat(room.datasets.mask(mixed, i).isPresent()).as(name).isEqualTo(labels[i]);
        }
        var splits = room.part(LabelSplits.class);
        assertThat(splits.orderTells(sorted.id(), room.member)).isTrue();
        assertThat(guessed(labels)).as("hidden labels by their neighbors").isBetween(0.25, 0.75);
        assertThat(splits.orderTells(mixed.id(), room.member)).isFalse();
    }

    private static byte[] gray(int level) throws Exception {
        var image = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster()
                .setSamples(
                        0,
                        0,
                        32,
                        32,
                        0,
                        Collections.nCopies(1024, level).stream()
                                .mapToInt(Integer::intValue)
                                .toArray());
        return Images.png(image);
    }

    /** How often a label is that of the image before. */
    private static double guessed(boolean[] labels) {
        int right = 0;
        for (int i = 1; i < labels.length; i++) {
            right += labels[i] == labels[i - 1] ? 1 : 0;
        }
        return (double) right / (labels.length - 1);
    }

    private ImportSpec arrays() {
        return arrays(EACH);
    }

    /** Row i of the test array has gray level i; the last rows are anomalous. */
    private ImportSpec arrays(int anomalies) {
        var labels = new StringBuilder("ID,label,type\n");
        var pixels = new byte[2 * EACH * 32 * 32];
        for (int i = 0; i < 2 * EACH; i++) {
            labels.append(i).append(i < 2 * EACH - anomalies ? ",0,\n" : ",1,dent\n");
            Arrays.fill(pixels, i * 32 * 32, (i + 1) * 32 * 32, (byte) i);
        }
        var head = "{'descr': '|u1', 'fortran_order': False, 'shape': (%d, 32, 32), }";
        return room.spec(
                set,
                Map.of(
                        "trainingset.npy",
                        Npy.file(1, head.formatted(2), new byte[2 * 32 * 32]),
                        "testingset.npy",
                        Npy.file(1, head.formatted(2 * EACH), pixels),
                        "labels.csv",
                        labels.toString().getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void rowsOfArraysAreMixedWithTheirLabelsAndKeepTheirNumbersAsNames() throws Exception {
        var version = room.importNow(set, arrays().withRandomTestOrder());
        assertThat(version.report().notes())
                .contains(
                        "The test images stand in a random order. The IDs of labels and scores are the numbers of images in"
                                + " this version, not of rows in testingset.npy.");
        boolean[] labels = room.part(LabelSets.class)
                .labels(version.id(), LabelSet.NEWEST, room.member)
                .anomalous();
        var names = room.datasets.imageNames(version.id());
        for (int i = 0; i < 2 * EACH; i++) {
            int row = room.datasets.image(version, 2 + i)[0] & 0xff;
            assertThat(names[2 + i]).isEqualTo("test/" + row);
            assertThat(labels[i]).isEqualTo(row >= EACH);
        }
        assertThat(guessed(labels)).isBetween(0.25, 0.75);
    }

    @Test
    void hiddenLabelsAreHiddenFromTheStartAndTheOrderTellsNothing() throws Exception {
        var splits = room.part(LabelSplits.class);
        var version = room.importNow(set, arrays().withHiddenLabels(new ImportSpec.HiddenLabels(50, 3)));
        assertThat(splits.find(version.id()).orElseThrow().share()).isEqualTo(50);
        assertThat(splits.orderTells(version.id(), room.member)).isFalse();
        var seen = room.part(LabelSets.class).labels(version.id(), LabelSet.NEWEST, room.other);
        assertThat(seen.hidesNone()).isFalse();
        var names = room.part(LabelSets.class).imageNames(version.id(), room.other);
        for (int i = 0; i < 2 * EACH; i++) {
            assertThat(names[2 + i])
                    .isEqualTo(
                            seen.isHidden(i)
                                    ? "test image " + i
                                    : "test/" + (room.datasets.image(version, 2 + i)[0] & 0xff));
        }

        var sorted = room.importNow(set, arrays());
        assertThatThrownBy(() -> splits.make(sorted.id(), 50, 3, room.member))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo("LABEL_ORDER"));
        assertThat(splits.find(sorted.id())).isEmpty();
    }

    @Test
    void aShareThatLeavesOnePartWithoutAnomaliesFailsTheImport() {
        var spec = arrays(1).withHiddenLabels(new ImportSpec.HiddenLabels(50, 3));
        assertThatThrownBy(() -> room.importNow(set, spec))
                .hasMessageContaining("Each part needs a normal and an anomalous");
        assertThatThrownBy(() -> arrays().withHiddenLabels(new ImportSpec.HiddenLabels(100, 3))
                        .check())
                .hasMessageContaining("1 to 99");
    }
}
