package oddboard.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import oddboard.node.Command;
import oddboard.node.CommandException;
import oddboard.testing.S3Server;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** Commands where contents lie in a bucket: move, doctor, backup and restore. */
class BucketUpkeepTest {
    @TempDir
    Path folder;

    private S3Server server;
    private Filled filled;

    private record Said(int status, String text) {}

    @BeforeEach
    void open() throws IOException {
        server = new S3Server("store");
        filled = new Filled(TestDatabase.dataSource());
        filled.blob(1, (1 << 20) + 17);
        filled.blob(2, 500);
        filled.blob(3, 0);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theCommandMovesContentsThereAndBackAndSaysWhereTheyLie() throws Exception {
        assertThat(storage(Map.of()).text()).contains("3 contents of 1.0 MB lie in the database, 0 contents");
        Said there = storage(Map.of("move-to", "s3"));
        assertThat(there.status()).isZero();
        assertThat(there.text()).startsWith("Moved 3 contents of 1.0 MB to the bucket in ");
        assertThat(storage(Map.of()).text())
                .contains("0 contents of 0 B lie in the database, 3 contents of 1.0 MB in the bucket");
        assertThat(storage(Map.of("move-to", "s3")).text()).startsWith("Moved 0 contents");
        assertThat(storage(Map.of("move-to", "database")).text()).startsWith("Moved 3 contents");
        assertThatThrownBy(() -> storage(Map.of("move-to", "tape")))
                .isInstanceOf(CommandException.class)
                .hasMessage("--move-to=tape is no store; there are s3 and database.");
    }

    @Test
    void theCommandSaysInASentenceWhatTheBucketRefuses() throws Exception {
        server.refuseWrites("QuotaExceeded");
        assertThatThrownBy(() -> storage(Map.of("move-to", "s3")))
                .isInstanceOf(CommandException.class)
                .hasMessage("The object storage is full; nothing of this was stored. Free some space in it, then try"
                        + " again. What was moved stays moved; give the command again to go on.");
        server.refuseWrites("AccessDenied");
        assertThatThrownBy(() -> storage(Map.of("move-to", "s3")))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("The object storage does not allow this to this server.");
        assertThat(storage(Map.of()).text()).contains("3 contents of 1.0 MB lie in the database");
        server.refuseWrites("");
        assertThat(storage(Map.of("move-to", "s3")).text()).startsWith("Moved 3 contents");
    }

    @Test
    void theDoctorWritesReadsAndRemovesAndHashesWhatLiesThere() throws Exception {
        storage(Map.of("move-to", "s3"));
        Said well = doctor(options());
        assertThat(well.text())
                .contains("is written, read and cleaned up.")
                .contains("3 contents of this database lie in it.")
                .contains("All 3 contents were read");
        assertThat(server.keys()).noneMatch(key -> key.contains("probe"));

        server.damage(server.keys().stream()
                .filter(key -> !key.endsWith("owner"))
                .filter(key -> server.size(key) == 500)
                .findFirst()
                .orElseThrow());
        assertThat(doctor(options()).text())
                .containsPattern("FAIL +contents +The content [0-9a-f]{64} \\(500 B\\) is damaged");

        server.refuseWrites("AccessDenied");
        assertThat(doctor(options()).text())
                .containsPattern("FAIL +bucket .*: The object storage does not allow this to this server.");
        assertThat(doctor(Map.of("all", "")).text())
                .contains("3 contents lie in a bucket, but oddboard.storage.s3.bucket names none.");
    }

    @Test
    void aBackupHoldsWhatLiesInTheBucketAndARestorePutsItIntoTheDatabase() throws Exception {
        Map<String, String> before = Filled.rows(filled.database);
        storage(Map.of("move-to", "s3"));
        filled.blob(4, 3000);
        Path file = folder.resolve("one.zip");
        assertThat(run(new BackupCommand(), filled.database, options("to", file.toString()))
                        .text())
                .contains("4 contents");

        DataSource fresh = TestDatabase.emptyDataSource();
        new Restore(fresh).from(file);
        JdbcClient jdbc = JdbcClient.create(fresh);
        assertThat(jdbc.sql("select count(*) from blob where object_key is not null")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from blob where to_bucket")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
        assertThat(Filled.rows(fresh).get("blob_chunk")).isNotEqualTo(before.get("blob_chunk"));
        Said said = run(new DoctorCommand(), fresh, Map.of("all", ""));
        assertThat(said.text()).contains("All 4 contents were read");

        // Of the same bucket the copy removes nothing, until it is told that the other one is gone.
        assertThat(run(new DoctorCommand(), fresh, options()).text())
                .containsPattern("WARN +bucket .*belongs to another database");
        assertThat(run(new StorageCommand(), fresh, options("claim", "")).text())
                .contains("This database is the owner of");
        assertThat(doctor(options()).text()).containsPattern("WARN +bucket .*belongs to another database");
    }

    @Test
    void aBackupWhoseBucketIsAwayLeavesNothing() throws Exception {
        storage(Map.of("move-to", "s3"));
        server.fail(10_000);
        Path file = folder.resolve("one.zip");
        assertThatThrownBy(() -> run(new BackupCommand(), filled.database, options("to", file.toString())))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("try again later. Nothing of the backup is left.");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private Said storage(Map<String, String> more) throws Exception {
        Map<String, String> all = options();
        all.putAll(more);
        return run(new StorageCommand(), filled.database, all);
    }

    private Said doctor(Map<String, String> options) throws Exception {
        return run(new DoctorCommand(), filled.database, options);
    }

    private Map<String, String> options(String... more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "oddboard.storage.s3.endpoint",
                server.endpoint().toString(),
                "oddboard.storage.s3.bucket",
                "store",
                "oddboard.storage.s3.access-key",
                S3Server.KEY,
                "oddboard.storage.s3.secret-key",
                S3Server.SECRET,
                "oddboard.storage.s3.tries",
                "2",
                "all",
                ""));
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private Said run(Command command, DataSource database, Map<String, String> options) throws Exception {
        MockEnvironment settings = new MockEnvironment();
        options.forEach(settings::setProperty);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        var call = new Command.Call(
                settings, folder, database, true, false, new PrintStream(out, true, StandardCharsets.UTF_8));
        Callable<Integer> work = () -> command.run(call);
        return new Said(work.call(), out.toString(StandardCharsets.UTF_8));
    }
}
