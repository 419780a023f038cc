package oddboard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.image.Crop;
import oddboard.ingest.ImportSpec;
import oddboard.ingest.ImportSpec.FileRole;
import oddboard.ingest.Imports;
import oddboard.label.LabelSets;
import oddboard.npy.Npy;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.access.AccessDeniedException;

class DatasetsTest {
    @TempDir
    Path home;

    private DatasetFixture fixture;
    private Datasets datasets;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        datasets = fixture.datasets;
    }

    @Test
    void createsADatasetThatTheTeamSees() {
        var created = datasets.create("  Caps ", "from line 3", Dataset.Visibility.TEAM, fixture.member);

        assertThat(created.name()).isEqualTo("Caps");
        assertThat(created.ownerName()).isEqualTo("mia");
        assertThat(created.versions()).isEmpty();
        for (var user : List.of(fixture.admin, fixture.member, fixture.other, fixture.viewer)) {
            assertThat(datasets.find(created.id(), user).map(Dataset::name)).contains("Caps");
            assertThat(datasets.list(user)).extracting(Dataset::id).containsExactly(created.id());
            assertThat(datasets.find(created.id(), user).map(Dataset::role))
                    .isEqualTo(datasets.role(created.id(), user));
        }
        assertThat(datasets.mayChange(created, fixture.other)).isTrue();
        assertThat(datasets.mayChange(created, fixture.viewer)).isFalse();
    }

    @Test
    void showsAPrivateDatasetToItsOwnerAndAdministratorsAlone() throws Exception {
        var hidden = datasets.create("Secret", "", Dataset.Visibility.PRIVATE, fixture.member);
        var version = fixture.importNow(hidden, Map.of("set.zip", Zips.of(Zips.smallSet())));

        for (var user : List.of(fixture.admin, fixture.member)) {
            assertThat(datasets.list(user)).hasSize(1);
            assertThat(datasets.find(hidden.id(), user)).isPresent();
            assertThat(datasets.findVersion(version.id(), user)).isPresent();
            assertThat(datasets.findByVersion(version.id(), user)).isPresent();
        }
        for (var user : List.of(fixture.other, fixture.viewer)) {
            assertThat(datasets.list(user)).isEmpty();
            assertThat(datasets.find(hidden.id(), user)).isEmpty();
            assertThat(datasets.findVersion(version.id(), user)).isEmpty();
            assertThat(datasets.findByVersion(version.id(), user)).isEmpty();
            assertThat(datasets.mayChange(hidden, user)).isFalse();
            assertThatThrownBy(() -> datasets.setBaselines(hidden.id(), List.of(), user))
                    .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() ->
                            fixture.uploads.store(hidden.id(), "a.zip", new ByteArrayInputStream(new byte[1]), user))
                    .isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void letsAViewerChangeNothing() {
        var set = fixture.create("Caps");
        assertThatThrownBy(() -> datasets.create("Mine", "", Dataset.Visibility.TEAM, fixture.viewer))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> datasets.setBaselines(set.id(), List.of(), fixture.viewer))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() ->
                        fixture.uploads.store(set.id(), "a.zip", new ByteArrayInputStream(new byte[1]), fixture.viewer))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> fixture.imports.start(set.id(), fixture.spec(set, Map.of()), fixture.viewer))
                .isInstanceOf(AccessDeniedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb"})
    void refusesTheName(String name) {
        assertThat(catchThrowableOfType(InputException.class, () -> fixture.create(name))
                        .code())
                .isEqualTo("NAME_INVALID");
    }

    @Test
    void refusesANameThatIsTooLongOrTaken() {
        fixture.create("Caps");
        assertThatThrownBy(() -> fixture.create("a".repeat(201))).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> fixture.create("caps"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("caps");
        assertThat(datasets.create("Caps", "", Dataset.Visibility.TEAM, fixture.other)
                        .name())
                .isEqualTo("Caps");
    }

    @Test
    void keepsBaselines() {
        var set = fixture.create("Caps");
        var lines = List.of(new Baseline("simple", 0.5297), new Baseline("best", 0.94));
        datasets.setBaselines(set.id(), lines, fixture.member);
        assertThat(datasets.find(set.id(), fixture.viewer).orElseThrow().baselines())
                .isEqualTo(lines);
        assertThatThrownBy(() -> datasets.setBaselines(set.id(), List.of(new Baseline("x", 1.5)), fixture.member))
                .isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @CsvSource({"a.zip,a.zip", "../../etc/a.zip,a.zip", "C:\\x\\a.zip,a.zip", "a\u0000b.npy,a?b.npy", "dir/,file"})
    void takesAFilesNameForALabelOnly(String name, String label) {
        var set = fixture.create("Caps");
        var upload = fixture.upload(set, name, new byte[] {1, 2, 3});
        assertThat(upload.filename()).isEqualTo(label);
        assertThat(upload.size()).isEqualTo(3);
        assertThat(upload.sha256()).isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.pt", "model.PTH", "a.pkl", "a.onnx", "a.7z"})
    void refusesFilesThatAreNoImages(String name) {
        var set = fixture.create("Caps");
        assertThat(catchThrowableOfType(InputException.class, () -> fixture.upload(set, name, new byte[1])))
                .message()
                .startsWith(name);
        assertThat(fixture.jdbc
                        .sql("select count(*) from blob")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "trainingset.npy,TRAIN",
        "x_train.NPY,TRAIN",
        "testingset.npy,TEST",
        "labels.csv,LABELS",
        "a.zip,ARCHIVE",
        "a.npz,ARCHIVE",
        "a.tar,ARCHIVE",
        "a.TGZ,ARCHIVE",
        "a.b.tar.gz,ARCHIVE"
    })
    void guessesThePartByTheName(String name, FileRole role) {
        assertThat(Imports.guessRole(name)).isEqualTo(role);
    }

    @Test
    void saysWhenANameTellsNothing() {
        assertThat(catchThrowableOfType(InputException.class, () -> Imports.guessRole("a.npy")))
                .message()
                .startsWith("a.npy");
    }

    @Test
    void queuesNothingWhereTheFilesCannotBeTaken() {
        var set = fixture.create("Caps");
        var array = Npy.of("|u1", 2, 8, 8).bytes(place -> place);
        var labels = "ID,label\n0,0\n1,1\n".getBytes(StandardCharsets.UTF_8);
        var cut = Arrays.copyOf(array, array.length - 1);
        assertRefused(set, Map.of(), "FILES_MISSING");
        assertRefused(set, Map.of("train.npy", array), "FILES_MISSING");
        assertRefused(set, Map.of("test.npy", array, "labels.csv", labels), "FILES_MISSING");
        assertRefused(set, Map.of("train.npy", cut, "test.npy", array, "labels.csv", labels), "NPY_TRUNCATED");
        assertRefused(
                set,
                Map.of("train.npy", Npy.of("|u1", 2, 9, 9).bytes(p -> p), "test.npy", array, "labels.csv", labels),
                "NPY_SHAPE");
        assertRefused(set, Map.of("train.npy", array, "test.npy", array, "labels.csv", new byte[0]), "FILE_EMPTY");
        assertRefused(set, Map.of("a.zip", array), "ZIP_DAMAGED");
        assertRefused(set, Map.of("a.zip", new Zips().add("../a.png", array).bytes()), "ZIP_UNSAFE_NAME");
        assertRefused(
                set, Map.of("a.zip", new Zips().add("__MACOSX/a.png", array).bytes()), "FILES_MISSING");
        assertRefused(set, Map.of("a.zip", Zips.of(Zips.smallSet()), "test.npy", array), "FILES_AMBIGUOUS");
        assertRefused(
                set, Map.of("a.zip", Zips.of(Zips.smallSet()), "b.zip", Zips.of(Zips.smallSet())), "FILES_AMBIGUOUS");

        assertThat(datasets.find(set.id(), fixture.member).orElseThrow().versions())
                .isEmpty();
        assertThat(fixture.jdbc
                        .sql("select count(*) from job")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void assertRefused(Dataset set, Map<String, byte[]> files, String code) {
        var spec = fixture.spec(set, files);
        var fault =
                catchThrowableOfType(InputException.class, () -> fixture.imports.start(set.id(), spec, fixture.member));
        assertThat(fault).as(code).isNotNull();
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.file().isEmpty() || fault.getMessage().contains(fault.file()))
                .isTrue();
    }

    @Test
    void takesNoUploadOfAnotherDataset() {
        var theirs = fixture.create("Theirs");
        var spec = fixture.spec(theirs, Map.of("a.zip", Zips.of(Zips.smallSet())));
        var mine = fixture.create("Mine");
        assertThat(catchThrowableOfType(
                                InputException.class, () -> fixture.imports.start(mine.id(), spec, fixture.member))
                        .code())
                .isEqualTo("UPLOAD_UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource({"31,0", "40,0", "512,0", "-1,0", "64,2"})
    void refusesOptionsThatNoDetectorTakes(int size, int channels) {
        var set = fixture.create("Caps");
        var files = fixture.spec(set, Map.of("a.zip", Zips.of(Zips.smallSet()))).files();
        var spec = new ImportSpec(files, size, Crop.SQUARE, channels, ImportSpec.OnBadFile.STOP);
        assertThatThrownBy(() -> fixture.imports.start(set.id(), spec, fixture.member))
                .isInstanceOf(InputException.class);
    }

    @Test
    void numbersVersionsAndTellsTheirState() throws Exception {
        var set = fixture.create("Caps");
        var spec = fixture.spec(set, Map.of("a.zip", Zips.of(Zips.smallSet())));
        var first = fixture.importNow(set, spec);
        var second = fixture.imports.start(set.id(), spec, fixture.member);
        var third = fixture.imports.start(set.id(), spec, fixture.member);
        fixture.setState(third, "CANCELLED");

        var found = datasets.find(set.id(), fixture.member).orElseThrow();
        assertThat(found.versions()).extracting(DatasetVersion::number).containsExactly(3, 2, 1);
        assertThat(found.versions())
                .extracting(DatasetVersion::state)
                .containsExactly(
                        DatasetVersion.State.FAILED, DatasetVersion.State.IMPORTING, DatasetVersion.State.READY);
        assertThat(found.ready()).map(DatasetVersion::id).contains(first.id());
        assertThat(datasets.list(fixture.member)).containsExactly(found);
        assertThat(second.state()).isEqualTo(DatasetVersion.State.IMPORTING);
        assertThat(second.trainCount()).isZero();
        assertThatThrownBy(() -> fixture.part(LabelSets.class).forWorkers(second.id()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> datasets.openTrain(second.id())).isInstanceOf(NotFoundException.class);
    }
}
