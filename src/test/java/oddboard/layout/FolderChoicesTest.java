package oddboard.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import oddboard.archive.Archive.Member;
import oddboard.common.InputException;
import oddboard.layout.FolderLayout.Image;
import org.junit.jupiter.api.Test;

/** What somebody says of folders counts before what they are recognized as. */
class FolderChoicesTest {
    private static List<Member> members(String names) {
        var members = new ArrayList<Member>();
        for (var name : names.split(" ")) {
            members.add(new Member(name, 100, members.size()));
        }
        return members;
    }

    /** "a=TRAINING b=DEFECT:scratch". */
    private static FolderChoices choices(String words) {
        var all = new ArrayList<FolderChoice>();
        for (var word : words.isEmpty() ? new String[0] : words.split(" ")) {
            var parts = word.split("[=:]");
            all.add(new FolderChoice(parts[0], FolderRole.valueOf(parts[1]), parts.length > 2 ? parts[2] : ""));
        }
        return new FolderChoices(all);
    }

    private static FolderLayout layout(String names, String chosen) {
        var files = members(names);
        var choices = choices(chosen);
        choices.check(files, "a.zip");
        var layout = FolderLayout.of(files, "a.zip", choices);
        layout.takeTrainAlone();
        return layout.checked("a.zip", files);
    }

    private static List<String> of(List<Image> images) {
        return images.stream()
                .map(image -> image.path() + " " + image.label() + " " + image.type())
                .map(String::strip)
                .toList();
    }

    private static String fault(String names, String chosen) {
        return catchThrowableOfType(InputException.class, () -> layout(names, chosen))
                .getMessage();
    }

    private static final String PARTS = "p/mon/1.png p/mon/2.png p/tue/1.png p/ng/dent/1.png p/ng/scratch/2.png"
            + " p/ng/scratch/deep/3.png p/px/dent/1.png p/px/scratch/2_mask.png p/px/scratch/3/a.png p/px/scratch/3/b.png"
            + " p/new/9.png p/old/8.png p/readme.txt";

    @Test
    void everyFolderIsWhatWasSaid() {
        var layout =
                layout(PARTS, "p/mon=TRAINING p/tue=NORMAL p/ng=DEFECT p/px=MASKS p/new=UNLABELED p/old=LEAVE_OUT");
        assertThat(of(layout.train)).containsExactly("mon/1.png NORMAL", "mon/2.png NORMAL");
        assertThat(of(layout.test))
                .containsExactly(
                        "new/9.png UNLABELED",
                        "ng/dent/1.png ANOMALOUS dent",
                        "ng/scratch/2.png ANOMALOUS scratch",
                        "ng/scratch/deep/3.png ANOMALOUS scratch",
                        "tue/1.png NORMAL");
        var masks = layout.test.stream()
                .map(image ->
                        layout.masks.of(image).stream().map(mask -> mask.name()).toList())
                .toList();
        assertThat(masks)
                .containsExactly(
                        List.of(),
                        List.of("p/px/dent/1.png"),
                        List.of("p/px/scratch/2_mask.png"),
                        List.of("p/px/scratch/3/a.png", "p/px/scratch/3/b.png"),
                        List.of());
        assertThat(layout.masks.faults()).isEmpty();
        assertThat(layout.ignored).containsExactly("readme.txt");
        assertThat(layout.isFlat()).isFalse();
        assertThat(FolderNotes.ofChoices(layout))
                .containsExactly("What these folders are was chosen: p/mon: training; p/tue: normal test images;"
                        + " p/ng: defects; p/px: masks; p/new: unlabeled test images; p/old: left out.");
        assertThat(FolderForm.describe(layout, false))
                .isEqualTo("Folders as chosen: 2 training images, 5 test images of 2 types, 4 masks");
    }

    @Test
    void theNearestFolderAboveCounts() {
        var layout = layout("ok/1.png ok/2.png ok/bad/3.png ng/4.png", "ok=TRAINING ok/bad=LEAVE_OUT ng=DEFECT:crack");
        assertThat(of(layout.train)).containsExactly("ok/1.png NORMAL", "ok/2.png NORMAL");
        assertThat(of(layout.test)).containsExactly("ng/4.png ANOMALOUS crack");
        layout = layout("1.png 2.png x/3.png", "=TRAINING x=DEFECT");
        assertThat(of(layout.train)).containsExactly("1.png NORMAL", "2.png NORMAL");
        assertThat(of(layout.test)).containsExactly("x/3.png ANOMALOUS x");
    }

    /** Of folders good and others one is corrected; the others stay what they were recognized as. */
    @Test
    void whatNothingWasSaidOfStaysAsRecognized() {
        var layout = layout("ok/1.png ok/2.png ok/3.png scratch/4.png junk/5.png", "junk=LEAVE_OUT");
        assertThat(layout.isFlat()).isTrue();
        layout.holdOut(Set.of(0));
        assertThat(of(layout.train)).containsExactly("ok/2.png NORMAL", "ok/3.png NORMAL");
        assertThat(of(layout.test)).containsExactly("ok/1.png NORMAL", "scratch/4.png ANOMALOUS scratch");
        assertThat(layout.ignored).isEmpty();

        layout = layout("train/good/1.png test/good/2.png test/bad/3.png more/4.png", "more=DEFECT:dent");
        assertThat(of(layout.train)).containsExactly("train/good/1.png NORMAL");
        assertThat(of(layout.test))
                .containsExactly("more/4.png ANOMALOUS dent", "test/bad/3.png ANOMALOUS bad", "test/good/2.png NORMAL");
    }

    @Test
    void aShareIsHeldOutBesideTrainingImages() {
        var layout = layout("a/1.png b/2.png b/3.png c/4.png", "a=TRAINING b=SPLIT c=DEFECT");
        assertThat(layout.isFlat()).isTrue();
        layout.holdOut(Set.of(1));
        assertThat(of(layout.train)).containsExactly("a/1.png NORMAL", "b/2.png NORMAL");
        assertThat(of(layout.test)).containsExactly("b/3.png NORMAL", "c/4.png ANOMALOUS c");
    }

    @Test
    void makesADataSetOfWhatWouldBeRefused() {
        var unknown = "train/scratch/1.png train/good/2.png test/good/3.png";
        assertThat(fault(unknown, "")).contains("train/scratch");
        assertThat(of(layout(unknown, "train/scratch=DEFECT").test))
                .containsExactly("test/good/3.png NORMAL", "train/scratch/1.png ANOMALOUS scratch");

        var two = "a/train/good/1.png a/test/good/2.png b/train/good/1.png b/test/bad/3.png";
        assertThat(fault(two, "")).contains("holds 2 data sets");
        assertThat(of(layout(two, "b=LEAVE_OUT").train)).containsExactly("train/good/1.png NORMAL");
        // Names that would be the same are told apart.
        var both = layout(two, "b/train=TRAINING b/test=DEFECT:bad");
        assertThat(of(both.train)).containsExactly("b/train/good/1.png NORMAL", "train/good/1.png NORMAL");

        var nothing = "x/1.png y/2.png";
        assertThat(fault(nothing, "")).contains("nothing says which are normal", "choose what each folder is");
        assertThat(layout(nothing, "x=TRAINING y=UNLABELED").test).hasSize(1);
    }

    /** Masks of the same name belong to the image in whose folders they are found again; normal images have none. */
    @Test
    void masksFindTheirImageByItsFolders() {
        var layout = layout(
                "ok/7.png ok/8.png ng/dent/7.png ng/hole/7.png ng/hole/m/7.png masks/dent/7.png masks/ok/8.png masks/lost.png",
                "ok=TRAINING ng=DEFECT ng/hole/m=MASKS masks=MASKS");
        var dent = layout.test.get(0);
        var hole = layout.test.get(1);
        assertThat(layout.masks.of(dent)).extracting(mask -> mask.name()).containsExactly("masks/dent/7.png");
        assertThat(layout.masks.of(hole)).extracting(mask -> mask.name()).containsExactly("ng/hole/m/7.png");
        assertThat(layout.masks.faults())
                .extracting(InputException::getMessage)
                .containsExactly(
                        "masks/lost.png in a.zip lies in a folder of masks, and no test image is called lost.");
        assertThat(layout.masks.notes()).containsExactly("1 mask is not used: they are of normal images.");
    }

    @Test
    void refusesWhatCannotBe() {
        var set = "ok/1.png ok/2.png ng/3.png";
        assertThat(fault(set, "nowhere=TRAINING")).startsWith("a.zip has no folder nowhere;");
        assertThat(fault(set, "ok=TRAINING ok/=NORMAL")).startsWith("The folder ok is given twice;");
        assertThat(fault(set, "ng=NORMAL:dent")).contains("only defects have a type");
        assertThat(fault(set, "ng=DEFECT:Good")).contains("is not called good, normal or ok");
        assertThat(fault(set, "ng=DEFECT:" + "x".repeat(101))).contains("at most 100 characters");
        assertThat(fault(set, "=LEAVE_OUT")).contains("nothing says which are normal");
    }

    @Test
    void theTreeSaysWhatEachFolderIsTakenAs() {
        var files =
                members("set/ok/1.png set/ok/2.png set/ng/dent/3.png set/ng/hole/4.png set/odd/x/y/5.png set/a.txt");
        var choices = choices("set/odd/x=LEAVE_OUT");
        var tree = FolderTree.of(FolderLayout.of(files, "a.zip", choices), files, choices, false);
        assertThat(tree.rows())
                .extracting(row -> "%d %s %s %d %s %s %s"
                        .formatted(
                                row.depth(),
                                row.folder(),
                                row.name(),
                                row.images(),
                                row.role(),
                                row.type(),
                                row.mixed()))
                .containsExactly(
                        "0 set set 5 null  true",
                        "1 set/ng ng 2 DEFECT ng false",
                        "2 set/ng/dent dent 1 DEFECT ng false",
                        "2 set/ng/hole hole 1 DEFECT ng false",
                        "1 set/odd/x odd/x 1 LEAVE_OUT  false",
                        "2 set/odd/x/y y 1 LEAVE_OUT  false",
                        "1 set/ok ok 2 SPLIT  false");
        assertThat(tree.chosen()).hasSize(1);

        files = members("x/1.png y/2.png");
        tree = FolderTree.of(FolderLayout.of(files, "a.zip", FolderChoices.NONE), files, FolderChoices.NONE, false);
        assertThat(tree.rows())
                .extracting(row -> row.folder() + " " + row.role() + " " + row.mixed())
                .containsExactly(" null false", "x null false", "y null false");
    }
}
