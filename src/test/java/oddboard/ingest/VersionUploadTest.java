package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.common.ConflictException;
import oddboard.common.StoredJson;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetManagement;
import oddboard.dataset.VersionId;
import oddboard.image.Crop;
import oddboard.layout.Grouping;
import oddboard.testing.DatasetFixture;
import oddboard.upload.UploadId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which uploads a version was made of, whoever writes it: this program, or one of the version before. */
class VersionUploadTest {
    /** A spec as the database holds it since the first release. Never change it: rows of users look like this. */
    private static final String STORED = """
            {"files":[{"upload":{"value":%d},"role":"ARCHIVE"}],"imageSize":64,"crop":"KEEP","cropFraction":0.5,
             "channels":3,"onBadFile":"SKIP","holdOut":0.25}""";

    @TempDir
    Path home;

    private DatasetFixture fixture;
    private Dataset set;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        set = fixture.create("Caps");
    }

    private List<String> uploadsOf(VersionId version) {
        return fixture.jdbc
                .sql("select role || ' ' || upload_id from version_upload where version_id = :version order by 1")
                .param("version", version.value())
                .query(String.class)
                .list();
    }

    private ImportSpec spec() throws Exception {
        return fixture.spec(set, Map.of("set.zip", Zips.of(Zips.smallSet())));
    }

    @Test
    void anImportWritesTheUploadsByItself() throws Exception {
        fixture.jdbc
                .sql("alter table dataset_version disable trigger note_version_upload")
                .update();
        ImportSpec spec = spec();
        var version = fixture.imports.start(set.id(), spec, fixture.member);
        UploadId upload = spec.files().getFirst().upload();
        assertThat(uploadsOf(version.id())).containsExactly("ARCHIVE " + upload);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> fixture.uploads.remove(set.id(), upload, fixture.member))
                .withMessageContaining("set.zip");
    }

    @Test
    void aProgramOfTheVersionBeforeWritesTheJsonAlone() throws Exception {
        UploadId upload = spec().files().getFirst().upload();
        VersionId version = new VersionId(fixture.jdbc
                .sql("""
                insert into dataset_version (dataset_id, number, job_id, spec)
                values (:set, 1, :job, cast(:spec as jsonb)) returning id
                """)
                .param("job", job())
                .param("set", set.id().value())
                .param("spec", STORED.formatted(upload.value()))
                .query(Long.class)
                .single());
        assertThat(uploadsOf(version)).containsExactly("ARCHIVE " + upload);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> fixture.uploads.remove(set.id(), upload, fixture.member));
    }

    private long job() {
        return fixture.jdbc
                .sql("""
                insert into job (kind, label, state, account_id) values ('import', 'cpu', 'QUEUED', :by) returning id
                """)
                .param("by", fixture.member.id().value())
                .query(Long.class)
                .single();
    }

    @Test
    void readsASpecThatWasStoredAndWritesTheSameNames() {
        String stored = STORED.formatted(7);
        ImportSpec spec = StoredJson.MAPPER.readValue(stored, ImportSpec.class);
        assertThat(spec)
                .isEqualTo(new ImportSpec(
                        List.of(new ImportSpec.File(new UploadId(7), ImportSpec.FileRole.ARCHIVE)),
                        64,
                        Crop.KEEP,
                        0.5,
                        3,
                        ImportSpec.OnBadFile.SKIP,
                        0.25));
        var json = new JsonMapper();
        var written = ((ObjectNode) json.readTree(stored)).put("maskValues", "TWO");
        assertThat(json.readTree(StoredJson.MAPPER.writeValueAsString(spec))).isEqualTo(written);
    }

    @Test
    void keepsAChosenValueRangeAlsoWithoutTheBadFiles() {
        var spec = new ImportSpec(
                List.of(),
                0,
                Crop.KEEP,
                1,
                0,
                ImportSpec.OnBadFile.STOP,
                0.2,
                MaskValues.TWO,
                "0..4095",
                7,
                new ImportSpec.HiddenLabels(40, 9),
                new Grouping(3, "{group}_*"));
        var stored = StoredJson.MAPPER.writeValueAsString(spec);
        assertThat(StoredJson.MAPPER.readValue(stored, ImportSpec.class)).isEqualTo(spec);
        assertThat(spec.skippingBadFiles().valueRange()).isEqualTo("0..4095");
        assertThat(spec.skippingBadFiles().hidden()).isEqualTo(spec.hidden());
        assertThat(spec.skippingBadFiles().grouping()).isEqualTo(spec.grouping());
    }

    @Test
    void aVersionTakesTheUploadsWithItThatNoOtherWasMadeOf() throws Exception {
        ImportSpec spec = spec();
        var first = fixture.imports.start(set.id(), spec, fixture.member);
        var second = fixture.imports.start(set.id(), spec, fixture.member);
        fixture.jdbc.sql("update job set state = 'FAILED', ended_at = now()").update();
        var management = fixture.part(DatasetManagement.class);
        management.delete(first.id(), false, fixture.member);
        assertThat(fixture.uploads.whole(set.id(), fixture.member)).hasSize(1);
        management.delete(second.id(), false, fixture.member);
        assertThat(fixture.uploads.whole(set.id(), fixture.member)).isEmpty();
        assertThat(fixture.jdbc
                        .sql("select count(*) from version_upload")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
