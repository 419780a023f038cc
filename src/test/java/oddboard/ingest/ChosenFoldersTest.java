package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.image.Images;
import oddboard.layout.FolderChoice;
import oddboard.layout.FolderRole;
import oddboard.testing.DatasetFixture;
import oddboard.testing.DrawnSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of any names, imported as somebody said what they are. */
class ChosenFoldersTest {
    private static final List<FolderChoice> CHOICES = List.of(
            new FolderChoice("line 3/monday", FolderRole.TRAINING, ""),
            new FolderChoice("line 3/tuesday", FolderRole.NORMAL, ""),
            new FolderChoice("line 3/returned", FolderRole.DEFECT, "scratch"),
            new FolderChoice("line 3/px", FolderRole.MASKS, ""),
            new FolderChoice("line 3/logo", FolderRole.LEAVE_OUT, ""));

    @TempDir
    Path home;

    private DatasetFixture fixture;
    private Dataset set;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        set = fixture.create("Caps");
    }

    private static byte[] zip() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 5; i++) {
            files.put("line 3/monday/" + i + ".png", Images.png(Images.gray(32, 32, i)));
        }
        files.put("line 3/tuesday/0.png", Images.png(Images.gray(32, 32, 10)));
        files.put("line 3/returned/1.png", Images.png(Images.gray(32, 32, 11)));
        files.put("line 3/returned/2.png", Images.png(Images.gray(32, 32, 12)));
        files.put("line 3/px/2.png", Images.png(MasksTest.mask(32, 32, 3, 5, 7, 2)));
        files.put("line 3/logo/logo.png", Images.png(Images.gray(500, 20, 13)));
        return Zips.of(files);
    }

    @Test
    void everyFolderIsImportedAsItWasSaid() throws Exception {
        var spec = fixture.spec(set, Map.of("set.zip", zip()));
        assertThatThrownBy(() -> fixture.imports.start(set.id(), spec, fixture.member))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nothing says which are normal");
        assertThat(fixture.imports.folders(set.id(), spec, fixture.member).rows())
                .extracting(row -> row.folder() + " " + row.images())
                .containsExactly(
                        "line 3 10",
                        "line 3/logo 1",
                        "line 3/monday 5",
                        "line 3/px 1",
                        "line 3/returned 2",
                        "line 3/tuesday 1");
        var look = fixture.imports.look(set.id(), spec.withFolders(CHOICES), fixture.member);
        assertThat(look.recognised())
                .isEqualTo("Folders as chosen: 5 training images, 3 test images of 1 type, 1 mask");

        var version = fixture.importNow(set, spec.withFolders(CHOICES));
        assertThat(version.trainCount()).isEqualTo(5);
        assertThat(fixture.datasets.imageNames(version.id()))
                .containsExactly(
                        "monday/0.png",
                        "monday/1.png",
                        "monday/2.png",
                        "monday/3.png",
                        "monday/4.png",
                        "returned/1.png",
                        "returned/2.png",
                        "tuesday/0.png");
        assertThat(version.report().types()).isEqualTo(Map.of("scratch", 2, "good", 1));
        assertThat(version.report().masks()).isEqualTo(1);
        assertThat(MaskBounds.of(fixture.datasets.mask(version, 1).orElseThrow(), 32))
                .containsExactly(3, 5, 10, 7);
        assertThat(version.report().allNotes())
                .contains(
                        "What these folders are was chosen: line 3/monday: training; line 3/tuesday: normal test images;"
                                + " line 3/returned: defect type scratch; line 3/px: masks; line 3/logo: left out.");
        assertThat(version.report().rejected()).isEmpty();
    }

    @Test
    void arraysHaveNoFolders() {
        var spec = fixture.spec(
                set,
                Map.of(
                        "trainingset.npy", DrawnSet.npy("|u1", "(4, 32, 32)", DrawnSet.pixels(new boolean[4], 32, 1)),
                        "testingset.npy", DrawnSet.npy("|u1", "(2, 32, 32)", DrawnSet.pixels(new boolean[2], 32, 2))));
        assertThat(fixture.imports.folders(set.id(), spec, fixture.member).rows())
                .isEmpty();
        assertThatThrownBy(() -> fixture.imports.start(set.id(), spec.withFolders(CHOICES), fixture.member))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not folders of images");
    }
}
