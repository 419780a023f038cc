package oddboard.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.image.Crop;
import oddboard.ingest.ImportSpec;
import oddboard.layout.FolderChoice;
import oddboard.layout.FolderRole;
import oddboard.place.Places;
import oddboard.place.TestPlaces;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerFoldersTest {
    @TempDir
    Path home;

    @TempDir
    Path disk;

    private DatasetFixture fixture;
    private Dataset set;
    private Places places;
    private PlaceUploads uploads;

    @BeforeEach
    void open() throws IOException {
        fixture = new DatasetFixture(home);
        set = fixture.create("Caps");
        places = TestPlaces.folders(disk.resolve("images"));
        uploads = PlacesFixture.of(fixture.datasets, fixture.uploads, places);
        for (var file : Zips.smallSet().entrySet()) {
            write("images/caps/" + file.getKey(), file.getValue());
        }
        write("images/set.zip", Zips.of(Zips.smallSet()));
        write("images/.hidden/secret.txt", new byte[] {1});
        write("images/caps/.secret", new byte[] {1});
        write("outside/other.txt", new byte[] {1, 2});
        Files.createSymbolicLink(disk.resolve("images/away"), disk.resolve("outside"));
        Files.createSymbolicLink(disk.resolve("images/caps/link.png"), disk.resolve("outside/other.txt"));
    }

    private void write(String name, byte[] bytes) throws IOException {
        var file = disk.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private Upload take(String path) {
        return uploads.take(set.id(), path, fixture.member, PlaceProgress.NONE);
    }

    private DatasetVersion imported(Upload upload) throws Exception {
        var files = List.of(new ImportSpec.File(upload.id(), ImportSpec.FileRole.ARCHIVE));
        return fixture.importNow(set, new ImportSpec(files, 0, Crop.SQUARE, 0, ImportSpec.OnBadFile.STOP));
    }

    @Test
    void listsFoldersFirstWithoutHiddenOnesAndLinks() {
        assertThat(places.list("")).containsExactly(new Places.Entry("images", true, 0));
        assertThat(places.list("images"))
                .extracting(Places.Entry::path)
                .containsExactly("images/caps", "images/set.zip");
        assertThat(places.list("/images/caps/train/"))
                .extracting(Places.Entry::path)
                .containsExactly("images/caps/train/good");
    }

    @Test
    void aFolderIsImportedAsIfItWereAnArchive() throws Exception {
        var progress = new ArrayList<Integer>();
        var upload = uploads.take(set.id(), "images/caps", fixture.member, (done, total, bytes) -> progress.add(done));
        assertThat(upload.filename()).isEqualTo("caps.zip");
        assertThat(progress).hasSize(Zips.smallSet().size());
        var version = imported(upload);
        var same = fixture.importNow(set, Map.of("set.zip", Zips.of(Zips.smallSet())));
        assertThat(fixture.datasets.imageNames(version.id())).isEqualTo(fixture.datasets.imageNames(same.id()));
        for (int i = 0; i < version.trainCount() + version.testCount(); i++) {
            assertThat(fixture.datasets.image(version, i)).isEqualTo(fixture.datasets.image(same, i));
        }
        assertThat(version.report().notes()).noneMatch(note -> note.contains("link.png") || note.contains("secret"));
    }

    /** Taken again, a place is what it was chosen to be, as far as its folders are still there. */
    @Test
    void whatFoldersAreIsKeptForTheSamePlace() throws Exception {
        var chosen = List.of(
                new FolderChoice("test/scratch", FolderRole.DEFECT, "crack"),
                new FolderChoice("test/good", FolderRole.UNLABELED, ""));
        var files = List.of(new ImportSpec.File(take("images/caps").id(), ImportSpec.FileRole.ARCHIVE));
        var spec = new ImportSpec(files, 0, Crop.SQUARE, 0, ImportSpec.OnBadFile.STOP);
        fixture.importNow(set, spec.withFolders(chosen));
        Files.move(disk.resolve("images/caps/test/good"), disk.resolve("images/caps/test/ok"));
        var again = take("images/caps");
        var same = new ImportSpec(
                List.of(new ImportSpec.File(again.id(), ImportSpec.FileRole.ARCHIVE)),
                0,
                Crop.SQUARE,
                0,
                ImportSpec.OnBadFile.STOP);
        assertThat(fixture.imports.folders(set.id(), same, fixture.member).chosen())
                .containsExactly(chosen.getFirst());
        var version = imported(again);
        assertThat(version.report().types()).isEqualTo(Map.of("crack", 1, "good", 1));
        assertThat(version.report().allNotes())
                .contains("What these folders are was chosen: test/scratch: defect type crack.");
        assertThat(fixture.importNow(set, same.withFolders(List.of())).report().types())
                .isEqualTo(Map.of("scratch", 1, "good", 1));
    }

    @Test
    void aFileIsTakenAsItIs() throws Exception {
        assertThat(take("images/set.zip").size()).isEqualTo(Files.size(disk.resolve("images/set.zip")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "outside",
                "images/../outside",
                "images/away",
                "images/away/other.txt",
                "../outside",
                "images/nothing",
                "images/caps/link.png",
                "/etc/passwd",
                "images/caps\u0000"
            })
    void refusesWhatLiesElsewhere(String path) {
        assertThatThrownBy(() -> take(path))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("There is nothing called ")
                .message()
                .doesNotContain(disk.toString());
    }

    /** Its reader must never wait for a writer that waits for it, which depends on who is faster. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anArchiveOfAFolderAlwaysEnds() throws Exception {
        var place = places.find("images/caps");
        var archive = new PlaceArchive(place, place.list().files());
        for (int i = 0; i < 2000; i++) {
            try (var in = archive.open(PlaceProgress.NONE)) {
                assertThat(in.readAllBytes()).isNotEmpty();
            }
        }
    }

    @Test
    void storesNothingWhereAFileIsGoneMeanwhile() throws Exception {
        var last = disk.resolve("images/caps")
                .resolve(places.find("images/caps").list().files().getLast().path());
        assertThatThrownBy(() ->
                        uploads.take(set.id(), "images/caps", fixture.member, (done, total, bytes) -> remove(last)))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "images/caps can't be read by the server; an administrator can look at the rights of its files.");
        assertThat(fixture.uploads.whole(set.id(), fixture.member)).isEmpty();
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesFoldersThatCannotBeToldApart() {
        assertThatThrownBy(() -> TestPlaces.serverFolders(List.of("/a/x", " ", "/b/x")))
                .hasMessageContaining("two folders are called x");
        assertThatThrownBy(() -> TestPlaces.serverFolders(List.of("a/x"))).hasMessageContaining("no absolute path");
    }
}
