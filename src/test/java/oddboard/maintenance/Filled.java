package oddboard.maintenance;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import oddboard.common.Sha256;
import oddboard.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** A database with a few rows of everything that is hard to carry: bytes, arrays, generated columns, odd characters. */
final class Filled {
    static final String ODD = "tab\there, \"quotes\", back\\slash, line\nbreak, \\N, \u00e9\u4e2d\ud83d\ude00";
    final DataSource database;
    final JdbcClient jdbc;
    final long account;

    Filled(DataSource database) {
        this.database = database;
        jdbc = JdbcClient.create(database);
        account = TestDatabase.addAccount(database, "ada", "ADMIN");
    }

    static Filled usual() {
        Filled one = new Filled(TestDatabase.dataSource());
        String images = one.blob(1, (2 << 20) + 17);
        one.blob(2, 0);
        long job = one.job("SUCCEEDED");
        long set = one.jdbc
                .sql("insert into dataset (name, description, account_id) values ('Caps', :odd, :by) returning id")
                .param("odd", ODD)
                .param("by", one.account)
                .query(Long.class)
                .single();
        long version = one.jdbc
                .sql("""
                insert into dataset_version (dataset_id, number, job_id, spec, images_sha256)
                values (:set, 1, :job, '{"a":1.50}', :images) returning id""")
                .param("set", set)
                .param("job", job)
                .param("images", images)
                .query(Long.class)
                .single();
        one.jdbc.sql("""
                insert into label_set (version_id, number, anomalous, type)
                values (:version, 1, '{t,f,t}', array['', 'a,b', :odd])""").param("version", version).param("odd", ODD).update();
        long first = one.run(version, one.job("SUCCEEDED"), null);
        one.run(version, one.job("RUNNING"), first);
        one.jdbc
                .sql(
                        "insert into run_preview (run_id, epoch, attempt, images, pixels) values (:run, 1, 1, '{0,3}', :bytes)")
                .param("run", first)
                .param("bytes", bytes(5, 500))
                .update();
        // A run that learned before checkpoints were held by a key, and whose content is gone.
        one.jdbc
                .sql("alter table run_checkpoint drop constraint run_checkpoint_sha256_fkey")
                .update();
        one.jdbc
                .sql("insert into run_checkpoint (run_id, epoch, sha256, attempt) values (:run, 2, :gone, 1)")
                .param("run", first)
                .param("gone", "0".repeat(64))
                .update();
        one.jdbc
                .sql("alter table run_checkpoint add foreign key (sha256) references blob (sha256) not valid")
                .update();
        return one;
    }

    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static Backup backup(DataSource database) {
        return new Backup(database, Contents.reader(database, Path.of("."), new MockEnvironment()));
    }

    String blob(long seed, int length) {
        byte[] bytes = bytes(seed, length);
        String sha256 = HexFormat.of().formatHex(sha256(bytes));
        long id = jdbc.sql("insert into blob (sha256, size) values (:sha256, :size) returning id")
                .param("sha256", sha256)
                .param("size", length)
                .query(Long.class)
                .single();
        for (int number = 0; number << 20 < length; number++) {
            jdbc.sql("insert into blob_chunk values (:id, :number, :bytes)")
                    .param("id", id)
                    .param("number", number)
                    .param(
                            "bytes",
                            java.util.Arrays.copyOfRange(bytes, number << 20, Math.min(length, (number + 1) << 20)))
                    .update();
        }
        return sha256;
    }

    static byte[] sha256(byte[] bytes) {
        return Sha256.of(bytes);
    }

    long job(String state) {
        return jdbc.sql("""
                insert into job (kind, label, state, account_id, attempt, ended_at) values ('run', 'cpu', :state, :by, 1,
                    case when :state = 'SUCCEEDED' then now() end) returning id""")
                .param("state", state)
                .param("by", account)
                .query(Long.class)
                .single();
    }

    long run(long version, long job, Long origin) {
        return jdbc.sql("""
                insert into run (version_id, job_id, name, detector, settings, seed, account_id, epochs, train_seconds,
                    origin_run_id)
                values (:version, :job, 'conv', 'conv', '{"b": 1, "a": 0.1}', 1, :by, 3, 0.1::float8 + 0.2::float8, :origin)
                returning id""")
                .param("version", version)
                .param("job", job)
                .param("by", account)
                .param("origin", origin)
                .query(Long.class)
                .single();
    }

    /** What the rows of each table are, all columns. */
    static Map<String, String> rows(DataSource database) {
        JdbcClient jdbc = JdbcClient.create(database);
        Map<String, String> all = new LinkedHashMap<>();
        for (String table : jdbc.sql("""
                select relname from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace
                order by 1""").query(String.class).list()) {
            all.put(
                    table,
                    jdbc.sql(
                                    "select coalesce(md5(string_agg(t::text, '\n' order by t::text)), '') || ' ' || count(*) from "
                                            + table + " t")
                            .query(String.class)
                            .single());
        }
        return all;
    }
}
