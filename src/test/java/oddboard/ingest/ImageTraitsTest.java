package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import oddboard.archive.Zips;
import oddboard.dataset.ImportReport;
import oddboard.dataset.ImportReport.Trait;
import oddboard.dataset.ImportReport.TraitAuc;
import oddboard.image.Images;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tells anomalous images from normal ones though it has nothing to do with defects. */
class ImageTraitsTest {
    @TempDir
    Path home;

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private ImportReport report() throws Exception {
        var fixture = new DatasetFixture(home);
        return fixture.importNow(fixture.create("Caps"), Map.of("set.zip", Zips.of(files)))
                .report();
    }

    private void add(String folder, int count, String format, boolean color, int... edges) {
        for (int i = 0; i < count; i++) {
            int edge = edges[i % edges.length];
            int seed = files.size();
            BufferedImage image = color ? Images.rgb(edge, edge, seed) : Images.gray(edge, edge, seed);
            files.put(folder + "/" + i + "." + format, Images.encode(image, format));
        }
    }

    @Test
    void warnsWhereTheSizeAloneTellsAnomalousImagesAndListsAllSizes() throws Exception {
        add("train/good", 6, "png", true, 96);
        add("test/good", 6, "png", true, 96, 94);
        add("test/bad", 6, "png", true, 32);
        var report = report();
        assertThat(report.traits()).hasSize(1);
        var size = report.traits().getFirst();
        assertThat(size.trait()).isEqualTo(Trait.IMAGE_SIZE);
        assertThat(size.auc()).isOne();
        assertThat(size.warns()).isTrue();
        assertThat(report.allNotes())
                .contains(
                        "The images have 3 different sizes: 96x96 (9), 32x32 (6), 94x94 (3).",
                        "The image size alone tells anomalous test images from normal ones: AUC 1.000 (normal: 94x94, 96x96;"
                                + " anomalous: 32x32). A detector may learn it instead of the defects.");
        assertThat(report.notes()).noneMatch(note -> note.contains("anomalous"));
    }

    @Test
    void warnsWhereTheColorModelOrTheFileTypeDoes() throws Exception {
        add("train/good", 3, "png", true, 32);
        add("test/good", 8, "png", true, 32);
        add("test/bad", 8, "bmp", false, 32);
        assertThat(report().traits())
                .extracting(TraitAuc::trait, TraitAuc::auc, TraitAuc::warns, TraitAuc::normal, TraitAuc::anomalous)
                .containsExactly(
                        tuple(Trait.COLOR_MODEL, 1.0, true, "RGB, 8 bit", "gray, 8 bit"),
                        tuple(Trait.FILE_TYPE, 1.0, true, "png", "bmp"));
    }

    /** AUC by hand: of 12 x 12 pairs 12 x 6 are ordered right, the others are ties: 0.5 + 0.25. */
    @Test
    void namesTheTypeThatATraitTellsBest() throws Exception {
        add("train/good", 3, "png", true, 64);
        add("test/good", 12, "png", true, 64);
        add("test/dent", 6, "png", true, 64);
        add("test/hole", 6, "png", true, 48);
        var report = report();
        assertThat(report.traits()).extracting(TraitAuc::type).containsExactly("", "hole");
        assertThat(report.traits().getFirst().auc()).isCloseTo(0.75, within(1e-12));
        assertThat(report.traits().getLast().auc()).isOne();
        assertThat(report.allNotes()).anyMatch(note -> note.contains("test images of the type hole from normal ones"));
    }

    @Test
    void saysNothingWhereATraitDiffersWithoutTelling() throws Exception {
        add("train/good", 3, "png", true, 64);
        add("test/good", 12, "png", true, 64, 48);
        add("test/bad", 12, "png", true, 64, 48);
        var report = report();
        assertThat(report.traits()).hasSize(1);
        assertThat(report.traits().getFirst().auc()).isEqualTo(0.5);
        assertThat(report.traits().getFirst().warns()).isFalse();
        assertThat(report.labelNotes()).isEmpty();
    }

    /** Every image has a size of its own: what is told by knowing each of them is no AUC. */
    @Test
    void takesNoAdvantageOfManyDifferentSizes() throws Exception {
        add("train/good", 3, "png", true, 64);
        add(
                "test/good",
                10,
                "png",
                false,
                IntStream.range(0, 10).map(i -> 40 + 2 * i).toArray());
        add(
                "test/bad",
                10,
                "png",
                false,
                IntStream.range(0, 10).map(i -> 41 + 2 * i).toArray());
        var size = report().traits().getFirst();
        // By hand: the image of edge 41 + 2i is larger than i + 1 of the ten normal ones: 55 of 100 pairs.
        assertThat(size.auc()).isCloseTo(0.55, within(1e-12));
        assertThat(size.warns()).isFalse();
    }
}
