package oddboard.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import oddboard.node.CommandException;
import oddboard.testing.Slow;
import oddboard.testing.SmallDisk;
import oddboard.testing.StartsProcess;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@Slow
@StartsProcess
class BackupTest {
    /** A restored database is another owner, which removes nothing from the bucket of the first. */
    private static final List<String> CHANGED_BY_A_RESTORE =
            List.of("job", "job_event", "flyway_schema_history", "bucket_owner");

    @TempDir
    Path folder;

    @Test
    void everyRowAndByteComesBack() throws SQLException {
        Filled filled = Filled.usual();
        Map<String, String> before = Filled.rows(filled.database);
        Path file = folder.resolve("one.zip");
        Filled.backup(filled.database).to(file);
        DataSource fresh = TestDatabase.emptyDataSource();
        new Restore(fresh).from(file);
        Map<String, String> after = Filled.rows(fresh);
        assertThat(after.get("bucket_owner")).isNotEqualTo(before.get("bucket_owner"));
        before.keySet().removeAll(CHANGED_BY_A_RESTORE);
        after.keySet().removeAll(CHANGED_BY_A_RESTORE);
        assertThat(after).isEqualTo(before);
        JdbcClient jdbc = JdbcClient.create(fresh);
        assertThat(jdbc.sql("select count(*) from blob_chunk")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
        assertThat(jdbc.sql("select convalidated from pg_constraint where conname = 'run_checkpoint_sha256_fkey'")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    @Test
    void aBackupThatHasNoRoomIsRefusedBeforeItFillsTheDiskAndLeavesNothing() throws Exception {
        Filled filled = Filled.usual();
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 4)) {
            Path file = disk.folder().resolve("one.zip");
            filled.jdbc
                    .sql("update blob set size = size + 50000000 where sha256 is not null")
                    .update();
            assertThatThrownBy(() -> Filled.backup(filled.database).to(file))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("The backup needs about")
                    .hasMessageContaining("nothing was written");
            filled.jdbc.sql("update blob set size = 0").update();
            Path ballast = disk.fill(0);
            assertThatThrownBy(() -> Filled.backup(filled.database).to(file))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("nothing of it is left");
            try (var files = Files.list(disk.folder())) {
                assertThat(files).containsExactly(ballast);
            }
        }
    }

    @Test
    void numbersGoOnWhereTheyWere() throws SQLException {
        Filled filled = Filled.usual();
        long last = filled.job("QUEUED");
        filled.jdbc.sql("delete from job where id = :id").param("id", last).update();
        DataSource fresh = restored(filled.database);
        assertThat(new Filled2(fresh).nextJob()).isEqualTo(last + 1);
    }

    private record Filled2(DataSource database) {
        long nextJob() {
            return JdbcClient.create(database).sql("""
                    insert into job (kind, label, state, account_id) select 'run', 'cpu', 'QUEUED', id from account returning id""").query(Long.class).single();
        }
    }

    @Test
    void whatRanWaitsAgainAndSaysWhy() throws SQLException {
        JdbcClient jdbc = JdbcClient.create(restored(Filled.usual().database));
        assertThat(jdbc.sql("select count(*) from job where state = 'RUNNING' or worker is not null")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select reason from job_event where actor = 'restore'")
                        .query(String.class)
                        .list())
                .containsExactly("it ran when the backup was made");
    }

    @Test
    void whatIsWrittenMeanwhileIsInItWholeOrNotAtAll() throws Exception {
        Filled filled = Filled.usual();
        AtomicBoolean enough = new AtomicBoolean();
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; !enough.get(); i++) {
                String sha256 = filled.blob(1000 + i, 1000);
                filled.jdbc
                        .sql(
                                "insert into upload (dataset_id, filename, size, sha256, account_id) select id, 'x', 1000, :sha256, account_id from dataset")
                        .param("sha256", sha256)
                        .update();
                if (i % 2 == 1) {
                    filled.jdbc
                            .sql("delete from upload where sha256 = :sha256")
                            .param("sha256", sha256)
                            .update();
                    filled.jdbc
                            .sql("delete from blob where sha256 = :sha256")
                            .param("sha256", sha256)
                            .update();
                }
            }
        });
        try {
            for (int i = 0; i < 3; i++) {
                JdbcClient jdbc = JdbcClient.create(restored(filled.database));
                assertThat(jdbc.sql(
                                        "select count(*) from upload u join blob b using (sha256) where not exists (select from blob_chunk where blob_id = b.id)")
                                .query(Integer.class)
                                .single())
                        .isZero();
            }
        } finally {
            enough.set(true);
            writer.join();
        }
    }

    @Test
    void anOlderBackupIsLoadedAndThenMigrated() throws SQLException {
        DataSource old = TestDatabase.emptyDataSource();
        Schema.migrate(old, "025");
        new Filled(old).blob(7, 1000);
        Path file = folder.resolve("old.zip");
        Filled.backup(old).to(file);
        for (DataSource empty : List.of(TestDatabase.emptyDataSource(), TestDatabase.dataSource())) {
            new Restore(empty).from(file);
            JdbcClient jdbc = JdbcClient.create(empty);
            assertThat(jdbc.sql("select name from account").query(String.class).list())
                    .containsExactly("ada");
            assertThat(jdbc.sql("select max(version) from flyway_schema_history")
                            .query(String.class)
                            .single())
                    .isEqualTo(Schema.versions(empty).getLast());
        }
    }

    @Test
    void brokenAndForeignFilesAreRefusedInASentenceAndChangeNothing() throws IOException, SQLException {
        Path good = folder.resolve("good.zip");
        Filled.backup(Filled.usual().database).to(good);
        byte[] bytes = Files.readAllBytes(good);
        Path half = Files.write(folder.resolve("half.zip"), Arrays.copyOf(bytes, bytes.length / 2));
        Path text = Files.writeString(folder.resolve("text.zip"), "no backup");
        Path empty = Files.write(folder.resolve("empty.zip"), new byte[0]);
        Path foreign = folder.resolve("foreign.zip");
        try (OutputStream out = Files.newOutputStream(foreign);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write("{\"name\":\"something else\"}".getBytes(StandardCharsets.UTF_8));
        }
        DataSource fresh = TestDatabase.emptyDataSource();
        for (Path file : List.of(half, text, empty, foreign, folder.resolve("missing.zip"))) {
            refuses(fresh, file, file.toString());
        }
        for (int i = 1; i < 16; i++) {
            byte[] flipped = bytes.clone();
            flipped[(int) ((long) bytes.length * i / 16)] ^= 4;
            refuses(fresh, Files.write(folder.resolve("flipped.zip"), flipped), "flipped.zip");
        }
    }

    private static void refuses(DataSource fresh, Path file, String said) {
        assertThatThrownBy(() -> new Restore(fresh).from(file))
                .as(file.toString())
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(said)
                .message()
                .doesNotContain("Exception")
                .endsWith(".");
        assertThat(Filled.rows(fresh)).isEmpty();
    }

    @Test
    void aDatabaseThatHoldsSomethingIsLeftAlone() throws SQLException {
        Path file = folder.resolve("full.zip");
        Filled.backup(Filled.usual().database).to(file);
        DataSource used = TestDatabase.dataSource();
        TestDatabase.addAccount(used, "grace", "MEMBER");
        DataSource foreign = TestDatabase.emptyDataSource();
        JdbcClient.create(foreign).sql("create table shop (id int)").update();
        Map<DataSource, String> sentences = Map.of(used, "not empty", foreign, "something else (shop)");
        for (DataSource database : sentences.keySet()) {
            Map<String, String> before = Filled.rows(database);
            assertThatThrownBy(() -> new Restore(database).from(file))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining(sentences.get(database));
            assertThat(Filled.rows(database)).isEqualTo(before);
        }
    }

    @Test
    void aLoadThatFailsLeavesNoTableBehind() throws SQLException {
        Filled filled = Filled.usual();
        // A row that no such database takes: found by the load alone.
        filled.jdbc
                .sql("alter table account drop constraint account_role_check")
                .update();
        filled.jdbc.sql("update account set role = 'KING'").update();
        Path file = folder.resolve("king.zip");
        Filled.backup(filled.database).to(file);
        DataSource fresh = TestDatabase.emptyDataSource();
        assertThatThrownBy(() -> new Restore(fresh).from(file)).isInstanceOf(SQLException.class);
        assertThat(Filled.rows(fresh)).isEmpty();
    }

    @Test
    void aBackupOverwritesNoFileAndLeavesNoHalfOne() throws Exception {
        Path file = Files.writeString(folder.resolve("there.zip"), "mine");
        Backup backup = Filled.backup(TestDatabase.dataSource());
        assertThatThrownBy(() -> backup.to(file))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("there already");
        assertThat(file).hasContent("mine");
        Backup none = Filled.backup(TestDatabase.emptyDataSource());
        assertThatThrownBy(() -> none.to(folder.resolve("none.zip"))).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> backup.to(folder.resolve("no/such/one.zip")))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("is the folder there?");
        assertThat(folder).isDirectoryNotContaining("glob:**none*");
    }

    private DataSource restored(DataSource from) throws SQLException {
        Path file = folder.resolve("restored-" + System.nanoTime() + ".zip");
        Filled.backup(from).to(file);
        DataSource fresh = TestDatabase.emptyDataSource();
        new Restore(fresh).from(file);
        return fresh;
    }
}
