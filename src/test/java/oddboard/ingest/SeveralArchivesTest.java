package oddboard.ingest;

import static oddboard.ingest.ManifestFiles.SIZE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.archive.Tars;
import oddboard.archive.Zips;
import oddboard.common.InputException;
import oddboard.image.Images;
import oddboard.layout.FolderChoice;
import oddboard.layout.FolderRole;
import org.junit.jupiter.api.Test;

/** Archives that make one version together, and a table beside them. */
class SeveralArchivesTest extends ManifestFixture {
    private static byte[] image(int seed) {
        return Images.png(Images.gray(SIZE, SIZE, seed));
    }

    /** Names and seeds in turn. */
    private static Map<String, byte[]> images(Object... namesAndSeeds) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndSeeds.length; i += 2) {
            files.put((String) namesAndSeeds[i], image((Integer) namesAndSeeds[i + 1]));
        }
        return files;
    }

    private static byte[] zip(Object... namesAndSeeds) {
        return Zips.of(images(namesAndSeeds));
    }

    @Test
    void anArchiveIsTheFolderOfItsName() throws Exception {
        Map<String, byte[]> masks = new LinkedHashMap<>();
        masks.put("bent/4_mask.png", mask(2, 3, 4, 2));
        var version = together(Map.of(
                "train.zip",
                zip("good/1.png", 1, "good/2.png", 2),
                "test.zip",
                zip("good/3.png", 3, "bent/4.png", 4),
                "ground_truth.zip",
                Zips.of(masks)));
        assertThat(content(version))
                .containsExactlyInAnyOrder(
                        "train train/good/1.png 1",
                        "train train/good/2.png 2",
                        "test test/good/3.png 3 normal",
                        "test test/bent/4.png 4 bent 8");
        assertThat(version.report().notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith("Files that were taken together: ")
                        .contains("train.zip as train/", "test.zip as test/", "ground_truth.zip as ground_truth/"));
    }

    @Test
    void archivesOfOneTreeAreThatTree() throws Exception {
        byte[] second = new Tars()
                .add("caps/train/good/2.png", image(2))
                .add("caps/test/bent/4.png", image(4))
                .bytes();
        var version = together(
                Map.of("caps-1.zip", zip("caps/train/good/1.png", 1, "caps/test/good/3.png", 3), "caps-2.tar", second));
        assertThat(content(version))
                .containsExactlyInAnyOrder(
                        "train train/good/1.png 1",
                        "train train/good/2.png 2",
                        "test test/good/3.png 3 normal",
                        "test test/bent/4.png 4 bent");
    }

    @Test
    void archivesOfNormalAndOfAnomalousImages() throws Exception {
        List<Object> good = new ArrayList<>();
        for (int seed = 1; seed <= 10; seed++) {
            good.addAll(List.of(seed + ".png", seed));
        }
        var version = together(Map.of("good.zip", zip(good.toArray()), "bad.zip", zip("1.png", 21, "2.png", 22)));
        assertThat(version.trainCount()).isEqualTo(8);
        assertThat(version.testCount()).isEqualTo(4);
        assertThat(content(version))
                .filteredOn(line -> line.contains("bad/"))
                .allSatisfy(line -> assertThat(line).matches("test bad/[12].png 2[12] .*"))
                .hasSize(2);
    }

    @Test
    void aTableBesideArchivesSaysWhatTheirImagesAre() throws Exception {
        String table = """
                file,split,label
                a/1.png,train,normal
                a/2.png,test,normal
                b/3.png,test,dent
                """;
        var version = together(Map.of(
                "a.zip",
                zip("1.png", 1, "2.png", 2),
                "b.zip",
                zip("3.png", 3),
                "list.csv",
                table.getBytes(StandardCharsets.UTF_8)));
        assertThat(content(version))
                .containsExactlyInAnyOrder("train a/1.png 1", "test a/2.png 2 normal", "test b/3.png 3 dent");
    }

    @Test
    void aLabelFileBesideAnArchiveLabelsItsTestImages() throws Exception {
        var version = together(Map.of(
                "caps.zip",
                zip("train/1.png", 1, "train/2.png", 2, "test/3.png", 3, "test/4.png", 4),
                "labels.csv",
                "file,label\n3.png,0\n4.png,1\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(content(version))
                .containsExactlyInAnyOrder(
                        "train train/1.png 1",
                        "train train/2.png 2",
                        "test test/3.png 3 normal",
                        "test test/4.png 4 anomalous");
    }

    @Test
    void whatFoldersAreCanBeChosenAndThePreviewShowsTheSame() throws Exception {
        var spec = fixture.spec(
                        set,
                        Map.of("monday.zip", zip("1.png", 1, "2.png", 2), "tuesday.zip", zip("1.png", 3, "2.png", 4)))
                .withFolders(List.of(
                        new FolderChoice("monday", FolderRole.TRAINING, ""),
                        new FolderChoice("tuesday", FolderRole.DEFECT, "bent")));
        var look = fixture.imports.look(set.id(), spec, fixture.member);
        assertThat(look.recognised()).contains("2 training images", "2 test images");
        assertThat(content(fixture.importNow(set, spec)))
                .containsExactlyInAnyOrder(
                        "train monday/1.png 1",
                        "train monday/2.png 2",
                        "test tuesday/1.png 3 bent",
                        "test tuesday/2.png 4 bent");
    }

    private void refused(Map<String, byte[]> uploads, String code, String sentence) {
        assertThatThrownBy(() -> together(uploads))
                .isInstanceOf(InputException.class)
                .hasFieldOrPropertyWithValue("code", code)
                .hasMessageContaining(sentence);
    }

    @Test
    void refusesWhatSaysTwoThings() {
        byte[] whole = zip("train/good/1.png", 1, "test/good/2.png", 2);
        Map<String, byte[]> twice = new LinkedHashMap<>();
        twice.put("a.zip", whole);
        twice.put("b.zip", whole);
        refused(twice, "FILES_AMBIGUOUS", "a.zip and b.zip both hold train/good/1.png");
        refused(
                Map.of(
                        "bolts.zip",
                        zip("bolts/train/good/1.png", 1, "bolts/test/good/2.png", 2),
                        "nuts.zip",
                        zip("nuts/train/good/3.png", 3, "nuts/test/good/4.png", 4)),
                "FILES_AMBIGUOUS",
                "bolts");
        refused(Map.of("a.zip", whole, "b.zip", new byte[100]), "ZIP_DAMAGED", "b.zip");
    }
}
