package oddboard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import oddboard.common.StoredJson;
import oddboard.ingest.ImportSpec;
import oddboard.testing.DatasetFixture;
import oddboard.testing.DrawnSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted with a version. */
class DeletedVersionsTest {
    private static final int LENGTH = 32 * 32 * 3;

    @TempDir
    Path home;

    private DatasetFixture fixture;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
    }

    private DatasetVersion version(Dataset dataset) throws Exception {
        byte[] images = DrawnSet.npy("|u1", "(2, 32, 32, 3)", DrawnSet.pixels(new boolean[2], 32, 5));
        byte[] others = DrawnSet.npy("|u1", "(2, 32, 32, 3)", DrawnSet.pixels(new boolean[2], 32, 6));
        return fixture.importNow(
                dataset,
                Map.of(
                        "trainingset.npy",
                        images,
                        "testingset.npy",
                        others,
                        "labels.csv",
                        "ID,label\n0,1\n1,0\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void uploadsGoWithTheLastVersionThatWasMadeOfThem() throws Exception {
        var dataset = fixture.create("Drawn");
        var management = new DatasetManagementRepository(fixture.jdbc);
        var first = version(dataset);
        var again = fixture.importNow(
                dataset,
                fixture.jdbc
                        .sql("select spec from dataset_version where id = :id")
                        .param("id", first.id().value())
                        .query((row, n) -> StoredJson.MAPPER.readValue(row.getString(1), ImportSpec.class))
                        .single());
        assertThat(management.bytes(List.of(first.id())))
                .as("two arrays, kept once, and their labels")
                .isGreaterThan(4 * LENGTH);
        fixture.transaction.executeWithoutResult(status -> management.deleteVersions(List.of(first.id())));
        assertThat(uploads()).as("the second was made of them too").isEqualTo(3);
        fixture.transaction.executeWithoutResult(status -> management.deleteVersions(List.of(again.id())));
        assertThat(uploads()).isZero();
    }

    private long uploads() {
        return fixture.jdbc.sql("select count(*) from upload").query(Long.class).single();
    }
}
