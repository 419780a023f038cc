package oddboard.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import oddboard.node.Command;
import oddboard.testing.CrashingPostgres;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** A server as it is in use, which keeps what it commits: all is well, until one thing at a time is damaged. */
@StartsProcess
class DoctorDamageTest {
    @TempDir
    static Path folder;

    @TempDir
    Path home;

    private static CrashingPostgres postgres;
    private static int number;
    private DataSource database;

    private record Said(int status, List<String> lines) {}

    @BeforeAll
    static void start() throws IOException {
        postgres = new CrashingPostgres(folder, "on");
        Filled filled = new Filled(postgres.database());
        filled.blob(1, (1 << 20) + 17);
        filled.blob(2, 500);
        MaintenanceLog.write(filled.jdbc, "BACKUP", "test", "all");
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    /** The healthy database's copy, to be damaged. */
    private JdbcClient copy() {
        JdbcClient.create(postgres.database())
                .sql("create database damaged_" + ++number + " template postgres")
                .update();
        var one = new PGSimpleDataSource();
        one.setURL(((PGSimpleDataSource) postgres.database()).getURL());
        one.setUser("postgres");
        one.setDatabaseName("damaged_" + number);
        database = one;
        return JdbcClient.create(one);
    }

    @AfterEach
    void drop() {
        JdbcClient.create(postgres.database())
                .sql("drop database if exists damaged_" + number + " with (force)")
                .update();
    }

    private Said doctor(Map<String, String> options) {
        MockEnvironment settings = new MockEnvironment();
        settings.setProperty("all", "");
        options.forEach(settings::setProperty);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = new DoctorCommand()
                .run(new Command.Call(
                        settings, home, database, true, false, new PrintStream(out, true, StandardCharsets.UTF_8)));
        return new Said(status, out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void allIsWellAndItsStatusSaysSo() throws IOException {
        var disk = Files.getFileStore(home);
        assumeTrue(disk.getUsableSpace() > disk.getTotalSpace() / 20, "this machine's own disk is full");
        copy();
        Said said = doctor(Map.of());
        assertThat(said.lines()).isNotEmpty().allMatch(line -> line.startsWith("OK "));
        assertThat(said.status()).isZero();
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage(
                        "a content cut short",
                        2,
                        "The content [0-9a-f]{64} \\(.*\\) is damaged\\. Send the same file again .*",
                        "delete from blob_chunk where number = 1 and blob_id = (select min(id) from blob)"),
                damage(
                        "a changed byte",
                        2,
                        "The content [0-9a-f]{64} \\(500 B\\) is damaged\\. Send the same file again .*",
                        "update blob_chunk set bytes = set_byte(bytes, 7, get_byte(bytes, 7) # 1) where blob_id = (select max(id) from blob)"),
                damage(
                        "a missing content",
                        2,
                        "1 contents that the table dataset_version names are not there\\. Restore a backup .*",
                        "alter table dataset_version drop constraint dataset_version_images_sha256_fkey",
                        "insert into dataset (name, account_id) select 'Caps', id from account",
                        "insert into job (kind, label, state, account_id, attempt, ended_at) select 'import', 'cpu', 'SUCCEEDED', id, 1, now() "
                                + "from account",
                        "insert into dataset_version (dataset_id, number, job_id, spec, images_sha256) "
                                + "select d.id, 1, j.id, '{}', repeat('0', 64) from dataset d, job j",
                        "alter table dataset_version add foreign key (images_sha256) references blob (sha256) not valid"),
                damage(
                        "tables of a later release",
                        2,
                        "The tables are those of a later Oddboard \\(999\\).*Run that version again\\.",
                        "insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by, "
                                + "execution_time, success) values (9999, '999', 'later', 'SQL', 'V999__later.sql', 'x', 1, true)"),
                damage(
                        "a clock that is behind",
                        1,
                        "This machine's clock is 9\\.\\d s ahead of the database's\\. Set both by NTP.*",
                        "create function public.clock_timestamp() returns timestamptz language sql as "
                                + "'select pg_catalog.clock_timestamp() - interval ''9.5 s'''",
                        "do $$ begin execute format('alter database %I set search_path = public, pg_catalog', current_database()); end $$"),
                damage(
                        "an old backup",
                        1,
                        "The last backup was made 2 d.* ago\\. Let one be made each night: .*",
                        "update upkeep_event set at = now() - interval '50 hours'"),
                damage(
                        "no worker",
                        1,
                        "1 job waits and no worker runs\\. Start one\\.",
                        "insert into job (kind, label, state, account_id) select 'run', 'cpu', 'QUEUED', id from account"),
                damage(
                        "large objects of others",
                        1,
                        "The database holds 1 large objects, which are not Oddboard's\\. Whose are they\\?",
                        "do $$ begin perform lo_create(0); end $$"));
    }

    private static Arguments damage(String name, int status, String sentence, String... sql) {
        return Arguments.of(name, status, sentence, List.of(sql));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void namesEachDamageInOneSentence(String name, int status, String sentence, List<String> sql) {
        JdbcClient jdbc = copy();
        sql.forEach(one -> jdbc.sql(one).update());
        onlyThis(doctor(Map.of()), status, sentence);
    }

    @Test
    void namesAHomeThatOthersMayReadAndOneThatCannotBe() throws IOException {
        copy();
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        onlyThis(doctor(Map.of()), 1, "Others than its owner may look into .*; say: chmod 700 .*");
        home = Files.writeString(Files.createTempFile("oddboard", "no-folder"), "x");
        onlyThis(doctor(Map.of()), 2, "The folder .* can't be used .*; set ODDBOARD_HOME to one that can\\.");
    }

    @Test
    void namesASettingThatCannotBeUnderstood() {
        copy();
        onlyThis(
                doctor(Map.of("oddboard.upload.max-size", "many")),
                2,
                "oddboard.upload.max-size can't be understood: .*");
        onlyThis(
                doctor(Map.of("oddboard.public-url", "http://odd.example")),
                1,
                "oddboard.public-url begins with http: .*Put TLS before it\\.");
    }

    @Test
    void aDiskIsFullBelowATwentieth() {
        assertThat(HomeChecks.disk(home, 5_000_000_000L, 100_000_000_000L).level())
                .isEqualTo(Check.Level.OK);
        Check full = HomeChecks.disk(home, 4_900_000_000L, 100_000_000_000L);
        assertThat(full.level()).isEqualTo(Check.Level.WARN);
        assertThat(full.sentence())
                .matches(
                        "4\\.9 GB of 100 GB are free on the disk of .*: below a twentieth no uploads are taken\\. Make room.*");
    }

    private static void onlyThis(Said said, int status, String sentence) {
        List<String> bad = said.lines().stream()
                .filter(line -> !line.startsWith("OK ") && !line.contains(" are free on the disk"))
                .toList();
        assertThat(bad)
                .singleElement()
                .asString()
                .matches("(WARN|FAIL)  \\w+ +" + sentence)
                .doesNotContain("Exception");
        assertThat(said.status()).isEqualTo(status);
    }
}
