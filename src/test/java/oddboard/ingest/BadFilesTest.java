package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.common.ConflictException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ImportReport;
import oddboard.image.Crop;
import oddboard.image.Images;
import oddboard.job.JobFailure;
import oddboard.testing.DatasetFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;

/** Archives in which some files are no images. */
class BadFilesTest {
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
    void stopsAtBadFilesAndNamesThemAll() throws Exception {
        var spec = fixture.spec(set, Map.of("set.zip", Zips.of(withBadFiles())));
        var version = fixture.imports.start(set.id(), spec, fixture.member);
        var failure = catchThrowableOfType(JobFailure.class, () -> fixture.work(version));

        assertThat(failure.code()).isEqualTo("NOT_AN_IMAGE");
        assertThat(failure.retry()).isFalse();
        assertThat(failure)
                .message()
                .isEqualTo("train/good/notes.txt in set.zip is not an image (PNG, JPEG, BMP, GIF, TIFF"
                        + " or WebP); 1 more file cannot be taken either.");
        var after = fixture.datasets.findVersion(version.id(), fixture.member).orElseThrow();
        assertThat(after.state()).isEqualTo(DatasetVersion.State.FAILED);
        assertThat(after.trainCount()).isZero();
        assertThat(after.report().rejected())
                .extracting(ImportReport.Rejected::entry)
                .containsExactly("train/good/notes.txt", "test/good/cut.jpg");
        assertThat(fixture.jdbc
                        .sql("select count(*) from label_set")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void importsAFailedVersionAgainWithoutItsBadFiles() throws Exception {
        var failed = fixture.imports.start(
                set.id(), fixture.spec(set, Map.of("set.zip", Zips.of(withBadFiles()))), fixture.member);
        catchThrowableOfType(JobFailure.class, () -> fixture.work(failed));
        var again = fixture.imports.startWithoutBadFiles(failed.id(), fixture.member);
        fixture.work(again);
        var version = fixture.datasets.findVersion(again.id(), fixture.member).orElseThrow();
        assertThat(version.state()).isEqualTo(DatasetVersion.State.READY);
        assertThat(version.report().accepted()).isEqualTo(4);
        assertThat(version.report().rejected())
                .extracting(ImportReport.Rejected::entry)
                .containsExactly("train/good/notes.txt", "test/good/cut.jpg");

        assertThatThrownBy(() -> fixture.imports.startWithoutBadFiles(version.id(), fixture.member))
                .as("it did not fail")
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> fixture.imports.startWithoutBadFiles(failed.id(), fixture.viewer))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void skipsBadFilesWhereThatIsWanted() throws Exception {
        var spec = fixture.spec(set, Map.of("set.zip", Zips.of(withBadFiles())));
        var version =
                fixture.importNow(set, new ImportSpec(spec.files(), 0, Crop.SQUARE, 0, ImportSpec.OnBadFile.SKIP));
        assertThat(version.report().accepted()).isEqualTo(4);
        assertThat(version.report().rejected())
                .extracting(ImportReport.Rejected::code)
                .containsExactly("NOT_AN_IMAGE", "IMAGE_TRUNCATED");
    }

    private static Map<String, byte[]> withBadFiles() {
        var files = Zips.smallSet();
        var jpeg = Images.encode(Images.rgb(64, 64, 5), "jpeg");
        files.put("train/good/notes.txt", "no image".getBytes(StandardCharsets.UTF_8));
        files.put("test/good/cut.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
        return files;
    }
}
