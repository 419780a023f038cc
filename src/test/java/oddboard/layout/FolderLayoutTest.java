package oddboard.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import oddboard.archive.Archive.Member;
import oddboard.common.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderLayoutTest {
    private static final String SET = "train/good/0.png train/good/1.png test/good/2.png test/bad/3.png";

    private static List<Member> members(String names) {
        var members = new ArrayList<Member>();
        for (var name : names.split(" ")) {
            members.add(new Member(name, 100, members.size()));
        }
        return members;
    }

    private static FolderLayout layout(String names) {
        return FolderLayout.of(members(names), "a.zip");
    }

    private static String in(String folder, String names) {
        return String.join(
                " ", Stream.of(names.split(" ")).map(name -> folder + name).toList());
    }

    private static List<String> paths(List<FolderLayout.Image> images) {
        return images.stream().map(FolderLayout.Image::path).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'', README.md",
        "data/, README.md",
        "repo-main/data/, repo-main/README.md",
        "a/b/, a/c/other.png",
        "test/bottle/, test/readme.txt",
        "data/, labels.txt",
    })
    void findsTheSetWhateverStandsBesideIt(String folder, String beside) {
        var layout = layout(beside + " " + in(folder, SET));
        assertThat(paths(layout.train)).containsExactly("train/good/0.png", "train/good/1.png");
        assertThat(paths(layout.test)).containsExactly("test/bad/3.png", "test/good/2.png");
        assertThat(layout.ignored).containsExactly(beside);
    }

    @Test
    void takesALabelFileAboveTheFolders() {
        var layout = layout("readme.md labels.csv data/train/0.png data/test/1.png data/test/2.png");
        assertThat(layout.oneLabelFile("a.zip").name()).isEqualTo("labels.csv");
        layout = layout("train/0.png test/1.png test/2.png test/labels.csv");
        assertThat(layout.oneLabelFile("a.zip").name()).isEqualTo("test/labels.csv");
    }

    @Test
    void takesFoldersOfNormalAndAnomalousImages() {
        for (var names : List.of("normal abnormal", "good bad", "OK NG")) {
            var folders = names.split(" ");
            var layout = layout("x/readme.txt x/%1$s/0.png x/%1$s/1.png x/%1$s/deep/2.png x/%2$s/0.png x/%2$s/1.png"
                    .formatted(folders[0], folders[1]));
            assertThat(layout.isFlat()).isTrue();
            layout.holdOut(Set.of(1));
            assertThat(layout.train).hasSize(2).allMatch(FolderLayout.Image::isNormal);
            assertThat(layout.test).hasSize(3);
            assertThat(layout.test.stream().filter(image -> !image.isNormal()))
                    .extracting(FolderLayout.Image::folder)
                    .containsExactly(folders[1], folders[1]);
            assertThat(layout.isPlain()).isFalse();
        }
    }

    @Test
    void takesNoMasksForATypeOfAnomaly() {
        var layout = layout("good/0.png good/1.png bad/0.png masks/0.png ground_truth/bad/0_mask.png");
        assertThat(paths(layout.test)).containsExactly("bad/0.png");
        assertThat(layout.masks.count()).isEqualTo(1);
        assertThat(layout.ignored).containsExactly("masks/0.png");
    }

    @Test
    void passesOverAnnotationsBesideImages() {
        var layout = layout(SET + " test/bad/3.json train/good/0.xml");
        assertThat(layout.train).hasSize(2);
        assertThat(layout.test).hasSize(2);
        assertThat(layout.ignored).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set.zip readme.txt | has no images of its own, but holds other archives (set.zip)",
                "readme.txt | has no images; put them in train/good",
                "cats/0.png dogs/1.png dogs/2.png | has 3 images in cats, dogs, but nothing says which are normal",
                "good/0.png bad/1.png | has one normal image only",
                "data/train/good/0.png readme.txt | has one image only",
            })
    void saysWhereImagesAreAndWhatIsMissing(String names, String sentence) {
        var fault = catchThrowableOfType(InputException.class, () -> layout(names));
        assertThat(fault.code()).isEqualTo("FILES_MISSING");
        assertThat(fault).message().startsWith("a.zip " + sentence).endsWith(".");
    }

    @Test
    void namesTheSetsOfAnArchiveThatHoldsSeveral() {
        var fault = catchThrowableOfType(
                InputException.class, () -> layout(in("mvtec/bottle/", SET) + " " + in("mvtec/cable/", SET)));
        assertThat(fault.code()).isEqualTo("FILES_AMBIGUOUS");
        assertThat(fault)
                .hasMessage("a.zip holds 2 data sets, each with folders train and test: mvtec/bottle, mvtec/cable;"
                        + " send an archive of one of them.");
    }
}
