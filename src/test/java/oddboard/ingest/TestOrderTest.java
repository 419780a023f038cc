package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import oddboard.archive.Zips;
import oddboard.common.InputException;
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

    @Test
    void arraysKeepTheirOrder() {
        byte[] labels = "ID,label\n0,0\n1,1\n".getBytes(StandardCharsets.US_ASCII);
        byte[] images =
                Npy.file(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 32, 32), }", new byte[2 * 32 * 32]);
        var spec = room.spec(set, Map.of("trainingset.npy", images, "testingset.npy", images, "labels.csv", labels));
        assertThatThrownBy(() -> room.importNow(set, spec.withRandomTestOrder()))
                .isInstanceOfSatisfying(
                        InputException.class, e -> assertThat(e.code()).isEqualTo("ORDER_OF_ARRAYS"));
    }
}
