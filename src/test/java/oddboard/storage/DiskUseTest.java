package oddboard.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.sql.DataSource;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class DiskUseTest {
    private static final int SIZE = 5 << 20;

    @TempDir
    Path home;

    @Test
    void countsWhatDeletedContentsLeaveTheLogOfChangesAndTheCache() throws Exception {
        DataSource database = TestDatabase.dataSource();
        JdbcClient jdbc = JdbcClient.create(database);
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        TestBlobStore.create(database, home).put(new ByteArrayInputStream(bytes));
        Files.write(Files.createDirectories(home.resolve("cache/blobs")).resolve("one"), new byte[1000]);
        Files.write(Files.createDirectories(home.resolve("logs")).resolve("oddboard.log"), new byte[200]);
        DiskUse use = new DiskUse(jdbc, home.toString());

        DiskUse.Parts before = use.parts();
        assertThat(before.contents()).isGreaterThanOrEqualTo(SIZE);
        assertThat(before.unused()).isLessThan(SIZE / 2);
        assertThat(before.tables()).isPositive();
        assertThat(before.changeLog()).isGreaterThan(1 << 20);
        assertThat(before.cache()).isEqualTo(1000);
        assertThat(before.other()).isEqualTo(200);

        assertThat(before.objects()).isZero();

        jdbc.sql("update blob set object_key = 'one'").update();
        jdbc.sql("delete from blob_chunk").update();
        DiskUse.Parts moved = use.parts();
        assertThat(moved.bucket()).isEqualTo(SIZE);
        assertThat(moved.objects()).isEqualTo(1);
        assertThat(moved.unused()).isGreaterThanOrEqualTo(SIZE);

        jdbc.sql("delete from blob").update();
        assertThat(use.parts().unused()).isGreaterThanOrEqualTo(SIZE);
    }
}
