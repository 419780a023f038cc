package oddboard.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

class BlobMaintenanceTest {
    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    Path home;

    private HikariDataSource database;
    private JdbcClient jdbc;
    private BlobStore store;
    private BlobMaintenance maintenance;
    private long dataset;
    private long account;

    @BeforeEach
    void open() {
        var config = new HikariConfig();
        config.setDataSource(TestDatabase.dataSource());
        config.setMaximumPoolSize(6);
        database = new HikariDataSource(config);
        jdbc = JdbcClient.create(database);
        store = TestBlobStore.create(database, home);
        maintenance = TestBlobStore.maintenance(database);
        account = TestDatabase.addAccount(database, "ada", "ADMIN");
        dataset = jdbc.sql("insert into dataset (name, account_id) values ('d', :a) returning id")
                .param("a", account)
                .query(Long.class)
                .single();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void removesOnlyWhatIsOldAndNothingRefersTo() throws Exception {
        var used = put("used");
        refer(used);
        var unused = put("unused");
        var unfinished = store.begin();
        unfinished.append(0, new ByteArrayInputStream(new byte[10]));
        age();
        var fresh = put("fresh");
        var begun = store.begin();

        assertThat(maintenance.collect()).isEqualTo(2);
        assertThat(isThere(used)).isTrue();
        assertThat(isThere(fresh)).isTrue();
        assertThat(isThere(unused)).isFalse();
        assertThat(begun.received()).isZero();
        assertThat(count("blob")).isEqualTo(3);
        assertThat(maintenance.collect()).isZero();
    }

    @Test
    void keepsForADayWhatWasSentAgain() throws Exception {
        var sha256 = put("again");
        age();
        put("again");
        assertThat(maintenance.collect()).isZero();
        assertThat(isThere(sha256)).isTrue();
    }

    @Test
    void removesTheFilesOfADeletedDataSet() throws Exception {
        var sha256 = put("deleted");
        refer(sha256);
        age();
        assertThat(maintenance.collect()).isZero();
        jdbc.sql("delete from dataset").update();
        assertThat(maintenance.collect()).isEqualTo(1);
        assertThat(isThere(sha256)).isFalse();
    }

    /** C-8: what refers to a blob at the end has its blob, however the two met. */
    @Test
    void neverTakesAwayABlobThatSomebodyBeginsToUse() throws Exception {
        var end = new AtomicBoolean();
        int refused = 0;
        int removed = 0;
        try (var threads = Executors.newSingleThreadExecutor()) {
            var collecting = threads.submit(() -> {
                int gone = 0;
                while (!end.get()) {
                    gone += maintenance.collect();
                }
                return gone;
            });
            for (int i = 0; i < 1000; i++) {
                var sha256 = put("run " + i);
                jdbc.sql("update blob set touched_at = touched_at - interval '2 days' where sha256 = :s")
                        .param("s", sha256)
                        .update();
                if (i % 2 == 0) {
                    // As a run that takes up what it found: refused, or safe.
                    try {
                        refer(sha256);
                    } catch (DataIntegrityViolationException e) {
                        refused++;
                    }
                } else {
                    // As an import: sends the content (again), then refers to it.
                    refer(put("run " + i));
                }
            }
            end.set(true);
            removed = collecting.get();
        }
        assertThat(count("upload")).isEqualTo(1000 - refused);
        assertThat(jdbc.sql("select count(*) from upload u where not exists (select 1 from blob b join blob_chunk c "
                                + "on c.blob_id = b.id where b.sha256 = u.sha256)")
                        .query(Long.class)
                        .single())
                .isZero();
        for (int i = 1; i < 1000; i += 2) {
            assertThat(isThere(PartialBlobTest.sha256(("run " + i).getBytes(StandardCharsets.UTF_8))))
                    .isTrue();
        }
        assertThat(removed).as("the two met").isGreaterThanOrEqualTo(refused);
    }

    @Test
    void deletesNoBlobThatIsInUse() throws Exception {
        var sha256 = put("shared");
        refer(sha256);
        store.delete(sha256);
        assertThat(isThere(sha256)).isTrue();
    }

    /** C-9. */
    @Test
    void findsTheOneDamagedBlobOfAThousandAndHealsItByTheSameBytes() throws Exception {
        for (int i = 0; i < 1000; i++) {
            put("blob " + i);
        }
        jdbc.sql("update blob set checked_at = null").update();
        var damaged = PartialBlobTest.sha256("blob 456".getBytes(StandardCharsets.UTF_8));
        jdbc.sql(
                        "update blob_chunk set bytes = set_byte(bytes, 2, 7) where blob_id = (select id from blob where sha256 = :s)")
                .param("s", damaged)
                .update();

        int checked = 0;
        while (maintenance.checkNext(WEEK, bytes -> {})) {
            checked++;
        }
        assertThat(checked).isEqualTo(1000);
        assertThat(maintenance.damaged())
                .extracting(BlobMaintenance.Damaged::sha256)
                .containsExactly(damaged);
        assertThat(maintenance.totals().blobs()).isEqualTo(1000);

        put("blob 456");
        assertThat(maintenance.damaged()).isEmpty();
        try (var in = store.open(damaged)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("blob 456");
        }
        assertThat(count("blob")).isEqualTo(1000);
    }

    /** A table that refers to blobs without a foreign key would lose them: the collector asks the schema. */
    @Test
    void everyColumnThatNamesABlobIsAForeignKeyAndCountsAsUsedSpace() {
        var named = jdbc.sql("""
                        select table_name || '.' || column_name from information_schema.columns
                        where table_schema = 'public' and column_name like '%sha256' and data_type = 'text'
                          and table_name not in ('blob', 'blob_use')
                          and table_name || '.' || column_name not in (
                              'idempotency_key.body_sha256', 'model_version.sha256', 'threshold.images_sha256',
                              'scoring.sha256', 'scoring_image.sha256', 'inbox_file.sha256') -- digests of what is no blob
                        order by 1""").query(String.class).list();
        var keys = jdbc.sql("""
                        select k.table_name || '.' || k.column_name
                        from information_schema.key_column_usage k
                        join information_schema.referential_constraints r using (constraint_name)
                        join information_schema.key_column_usage b
                          on b.constraint_name = r.unique_constraint_name and b.table_name = 'blob' and b.column_name = 'sha256'
                        order by 1""").query(String.class).list();
        var counted = jdbc.sql("""
                        select table_name || '.' || column_name from information_schema.view_column_usage
                        where view_name = 'blob_use' and column_name like '%sha256' order by 1""").query(String.class).list();
        assertThat(named).isNotEmpty().isEqualTo(keys).isEqualTo(counted);
        var conditions = new BlobReferences(jdbc).none("b");
        assertThat(keys).allSatisfy(key -> assertThat(conditions).contains(key.split("\\.")[0], key.split("\\.")[1]));
    }

    private String put(String text) throws Exception {
        return store.put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .sha256();
    }

    private void refer(String sha256) {
        jdbc.sql("insert into upload (dataset_id, filename, size, sha256, account_id) values (:d, 'f', 1, :s, :a)")
                .param("d", dataset)
                .param("s", sha256)
                .param("a", account)
                .update();
    }

    private void age() {
        jdbc.sql("update blob set touched_at = touched_at - interval '25 hours'")
                .update();
    }

    private boolean isThere(String sha256) {
        return jdbc.sql("select count(*) from blob where sha256 = :s")
                        .param("s", sha256)
                        .query(Long.class)
                        .single()
                == 1;
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }
}
