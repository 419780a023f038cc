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

    private DatasetFixture fixture;
    private Dataset set;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        set = fixture.create("Caps");
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
        var spec = fixture.spec(set, Map.of("set.zip", Zips.of(files)));
        var sorted = fixture.importNow(set, spec);
        var mixed = fixture.importNow(set, spec.withRandomTestOrder());
        var again = fixture.importNow(set, spec.withRandomTestOrder());
        assertThat(mixed.report().notes()).contains("The test images stand in a random order.");
        var names = fixture.datasets.imageNames(mixed.id());
        assertThat(names).isNotEqualTo(fixture.datasets.imageNames(sorted.id()));
        assertThat(names).as("nobody can guess it").isNotEqualTo(fixture.datasets.imageNames(again.id()));
        assertThat(names).containsExactlyInAnyOrder(fixture.datasets.imageNames(sorted.id()));
        boolean[] labels = fixture.part(LabelSets.class)
                .labels(mixed.id(), LabelSet.NEWEST, fixture.member)
                .anomalous();
        for (int i = 0; i < labels.length; i++) {
            String name = names[1 + i];
            assertThat(labels[i]).as(name).isEqualTo(name.startsWith("test/hole/"));
            int gray = (labels[i] ? 100 : 10) + Integer.parseInt(name.substring(10, 13));
            assertThat(fixture.datasets.image(mixed, 1 + i)[0] & 0xff).as(name).isEqualTo(gray);
            assertThat(fixture.datasets.mask(mixed, i).isPresent()).as(name).isEqualTo(labels[i]);
        }
        var splits = fixture.part(LabelSplits.class);
        assertThat(splits.orderTells(sorted.id(), fixture.member)).isTrue();
        assertThat(guessed(labels)).as("hidden labels by their neighbors").isBetween(0.25, 0.75);
        assertThat(splits.orderTells(mixed.id(), fixture.member)).isFalse();
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
        var spec = fixture.spec(set, Map.of("trainingset.npy", images, "testingset.npy", images, "labels.csv", labels));
        assertThatThrownBy(() -> fixture.importNow(set, spec.withRandomTestOrder()))
                .isInstanceOfSatisfying(
                        InputException.class, e -> assertThat(e.code()).isEqualTo("ORDER_OF_ARRAYS"));
    }
}
