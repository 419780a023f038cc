package oddboard.ingest;

import static oddboard.duplicate.Photographs.crop;
import static oddboard.duplicate.Photographs.photograph;
import static oddboard.duplicate.Photographs.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import oddboard.archive.Zips;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ImportReport;
import oddboard.duplicate.Scenes;
import oddboard.image.Images;
import oddboard.layout.Grouping;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What belongs together stays on one side of a split that the import makes; of another split the report tells it. */
class HoldOutTest {
    @TempDir
    Path home;

    private DatasetFixture fixture;
    private Dataset set;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        set = fixture.create("Caps");
    }

    private DatasetVersion imported(Map<String, byte[]> files, Grouping grouping) throws Exception {
        var version = fixture.importNow(
                set, fixture.spec(set, Map.of("set.zip", Zips.of(files))).with(grouping));
        assertThat(version.state()).as(String.valueOf(version.report())).isEqualTo(DatasetVersion.State.READY);
        return version;
    }

    private DatasetVersion imported(Map<String, byte[]> files) throws Exception {
        return imported(files, new Grouping(20, ""));
    }

    private List<String> names(DatasetVersion version, boolean train) {
        var names = Arrays.asList(fixture.datasets.imageNames(version.id()));
        return train ? names.subList(0, version.trainCount()) : names.subList(version.trainCount(), names.size());
    }

    private static byte[] scene(int seed) {
        return Images.png(Scenes.scene(seed));
    }

    /** Twenty scenes, and three more files of each of the first five: saved as JPEG, smaller, brighter. */
    private static Map<String, byte[]> withNearDuplicates() {
        var files = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 20; i++) {
            files.put("s%02d-a.png".formatted(i), scene(i));
            if (i < 5) {
                files.put("s%02d-b.jpg".formatted(i), Scenes.jpeg(Scenes.scene(i)));
                files.put("s%02d-c.png".formatted(i), Images.png(Scenes.half(Scenes.scene(i))));
                files.put("s%02d-d.png".formatted(i), Images.png(Scenes.brighter(Scenes.scene(i))));
            }
        }
        return files;
    }

    private static Set<String> groups(List<String> names, int length) {
        return names.stream()
                .map(name -> name.substring(name.lastIndexOf('/') + 1).substring(0, length))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {20, 1, 2, 3, 4})
    void nearDuplicatesAreHeldOutTogetherOrNotAtAll(long seed) throws Exception {
        var version = imported(withNearDuplicates(), new Grouping(seed, ""));
        assertThat(version.testCount()).isBetween(4, 7);
        assertThat(groups(names(version, true), 3)).doesNotContainAnyElementsOf(groups(names(version, false), 3));
        assertThat(version.report().leaks()).isNull();
        assertThat(version.report().notes())
                .contains("15 images are near duplicates of others; they are kept on one side of the split.");
    }

    @Test
    void anotherSeedHoldsOutOthersAndTheSameSeedTheSame() throws Exception {
        var files = withNearDuplicates();
        var first = names(imported(files, new Grouping(20, "")), false);
        assertThat(names(imported(files), false)).isEqualTo(first);
        assertThat(names(imported(files, new Grouping(7, "")), false)).isNotEqualTo(first);
    }

    @Test
    void groupsByFileNameStayTogetherWhateverTheyShow() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        for (int part = 0; part < 10; part++) {
            for (int shot = 0; shot < 3; shot++) {
                files.put("p%d_%d.png".formatted(part, shot), scene(100 * part + shot));
            }
        }
        files.put("other.png", scene(5000));
        var version = imported(files, new Grouping(20, "{group}_*.png"));
        assertThat(version.testCount()).isBetween(6, 7);
        assertThat(groups(names(version, true), 2)).doesNotContainAnyElementsOf(groups(names(version, false), 2));
        assertThat(version.report().notes())
                .contains(
                        "10 groups by the file names ({group}_*.png), 1 image in none: each is kept on one side of the"
                                + " split.");
    }

    @Test
    void aColumnOfAListNamesGroups() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        var table = new StringBuilder("file,label,group\n");
        for (int i = 0; i < 24; i++) {
            files.put("img%02d.png".formatted(i), scene(i));
            table.append("img%02d.png,%s,lot %d\n".formatted(i, i < 20 ? "good" : "scratch", i % 6));
        }
        files.put("list.csv", table.toString().getBytes(StandardCharsets.UTF_8));
        var version = imported(files);
        var lots = new ArrayList<Set<Integer>>();
        for (boolean train : new boolean[] {true, false}) {
            lots.add(names(version, train).stream()
                    .map(name -> Integer.parseInt(name.replaceAll("\\D", "")) % 6)
                    .collect(Collectors.toSet()));
        }
        // Anomalous images are of lots 2 to 5: normal ones of these lots are test images with them.
        assertThat(lots.get(0)).isSubsetOf(0, 1);
        assertThat(lots.get(0)).doesNotContainAnyElementsOf(lots.get(1));
        assertThat(version.report().notes()).contains("6 groups by the list: each is kept on one side of the split.");
    }

    @Test
    void oneGroupAloneIsRefused() {
        var files = new LinkedHashMap<String, byte[]>();
        IntStream.range(0, 5).forEach(i -> files.put("a_%d.png".formatted(i), scene(i)));
        assertThat(catchThrowableOfType(
                        InputException.class, () -> HoldOut.chosen(List.of(List.of(0, 1, 2)), 3, 0.2, 1, "set.zip")))
                .returns("HOLD_OUT_GROUPS", InputException::code)
                .hasMessage(
                        "All normal images of set.zip are in one group, so that none can be held out; choose another"
                                + " pattern of groups.");
    }

    @Test
    void whereAllLookAlikeTheSplitIsMadeAllTheSameAndSaysSo() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 10; i++) {
            files.put(i + ".png", scene(i < 8 ? 0 : i));
        }
        var version = imported(files);
        assertThat(version.testCount()).isEqualTo(2);
        assertThat(version.report().notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith("7 images look like others, so many that they can't all be kept on one side"));
    }

    /** Nine parts of one picture among twenty others. */
    @Test
    void overlappingCropsOfOnePictureStayOnOneSide() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        var picture = photograph(420, 420, 1, 2, 3);
        for (int i = 0; i < 9; i++) {
            files.put("c%d.png".formatted(i), png(crop(picture, i % 3 * 100, i / 3 * 100, 160, 160)));
        }
        for (int i = 0; i < 20; i++) {
            files.put("o%02d.png".formatted(i), png(photograph(160, 160, 100 + i, i, 3)));
        }
        for (int seed = 1; seed <= 4; seed++) {
            var version = imported(files, new Grouping(seed, ""));
            var names = List.of(fixture.datasets.imageNames(version.id()));
            var train = names.subList(0, version.trainCount()).stream()
                    .filter(name -> name.startsWith("c"))
                    .count();
            assertThat(train).as("seed " + seed).isIn(0L, 9L);
            assertThat(version.report().notes())
                    .contains("8 images show parts of pictures that others show, too, as overlapping crops do; they are"
                            + " kept on one side of the split.");
            assertThat(version.report().leaks()).isNull();
        }
    }

    @Test
    void cropsOnBothSidesOfASplitOfTheFilesAreShown() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        var picture = photograph(400, 300, 1, 2, 3);
        files.put("train/good/a.png", png(crop(picture, 0, 0, 200, 200)));
        files.put("train/good/z.png", png(photograph(200, 200, 7, 8, 3)));
        files.put("test/good/b.png", png(crop(picture, 100, 50, 200, 200)));
        files.put("test/bad/c.png", png(photograph(200, 200, 9, 10, 3)));
        var version = imported(files);
        var leaks = Objects.requireNonNull(version.report().leaks());
        assertThat(leaks.pairs())
                .containsExactly(new ImportReport.Pair(0, "train/good/a.png", 3, "test/good/b.png", 0, 0.375));
        assertThat(version.report().notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith("1 test image is a near duplicate of training images, or shows a part of a picture"
                                + " that a training image shows, too."));
    }

    @Test
    void aSplitOfTheFilesIsKeptAndItsNearDuplicatesAreShown() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 30; i++) {
            files.put("train/good/p%02d_a.png".formatted(i), scene(i));
        }
        files.put("test/good/p03_b.jpg", Scenes.jpeg(Scenes.scene(3)));
        files.put("test/bad/p90_b.png", scene(90));
        files.put("test/good/p95_b.png", scene(95));
        files.put("test/good/p11_b.png", scene(11));
        var version = imported(files, new Grouping(20, "{group}_*"));
        var leaks = Objects.requireNonNull(version.report().leaks());
        assertThat(leaks.testImages()).isEqualTo(2);
        assertThat(leaks.pairs())
                .extracting(ImportReport.Pair::trainName, ImportReport.Pair::testName, ImportReport.Pair::train)
                .containsExactly(
                        tuple("train/good/p11_a.png", "test/good/p11_b.png", 11),
                        tuple("train/good/p03_a.png", "test/good/p03_b.jpg", 3));
        assertThat(leaks.pairs().getFirst().similarity()).isEqualTo(1);
        assertThat(fixture.datasets
                        .imageNames(version.id())[leaks.pairs().getLast().test()])
                .isEqualTo("test/good/p03_b.jpg");
        assertThat(version.report().notes())
                .contains(
                        "2 test images are near duplicates of training images. A detector knows them from its training,"
                                + " so that the AUC can be higher than on new images. So many may also mean that all"
                                + " images of this set look alike: compare the pairs below.",
                        "32 groups by the file names ({group}_*): 2 have both training and test images (p03, p11). A"
                                + " detector may know these parts from its training, so that the AUC can be higher than"
                                + " on new ones.");
    }
}
