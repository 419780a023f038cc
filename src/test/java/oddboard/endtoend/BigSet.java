package oddboard.endtoend;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import oddboard.testing.QuickPassword;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A board of 5,000 runs, and a data set whose run ranks 100,000 test images of 64 x 64 x 3. */
final class BigSet {
    static final int TRAIN = 1_000;
    static final int TEST = 100_000;
    static final int RUNS = 5_000;
    private static final int EDGE = 64;
    private static final int CHUNK = 1 << 20;
    private static final int BOARD_IMAGES = 300;

    /** @param board the data set with many runs; {@code images} the one with many images, {@code run} its run */
    record Seeded(long board, long images, long run) {}

    private BigSet() {}

    static Seeded seed(JdbcClient sql, int people, String password) throws Exception {
        sql.sql(
                        "insert into account (name, password_hash, role) select 'person' || i, :hash, 'MEMBER' from generate_series(0, :n) i")
                .param("hash", QuickPassword.hash(password))
                .param("n", people)
                .update();
        long by = sql.sql("select min(id) from account").query(Long.class).single();
        String sha256 = pictures(sql);
        long many = version(sql, by, "Many images", TRAIN, TEST, sha256);
        sql.sql("insert into image_name select :v, array_agg('images/' || to_char(i, 'FM000000') || '.png' order by i) "
                        + "from generate_series(0, :n) i")
                .param("v", many)
                .param("n", TRAIN + TEST - 1)
                .update();
        runs(sql, many, by, 1, TEST, sha256);
        long run = sql.sql("select id from run where version_id = :v")
                .param("v", many)
                .query(Long.class)
                .single();
        long board = version(sql, by, "Many runs", 100, BOARD_IMAGES, sha256);
        runs(sql, board, by, RUNS, BOARD_IMAGES, sha256);
        sql.sql("analyze").update();
        return new Seeded(dataset(sql, board), dataset(sql, many), run);
    }

    private static long dataset(JdbcClient sql, long version) {
        return sql.sql("select dataset_id from dataset_version where id = :v")
                .param("v", version)
                .query(Long.class)
                .single();
    }

    /** Every tenth test image is anomalous. */
    private static long version(JdbcClient sql, long by, String name, int train, int test, String sha256) {
        long dataset = sql.sql("insert into dataset (name, account_id) values (:name, :by) returning id")
                .param("name", name)
                .param("by", by)
                .query(Long.class)
                .single();
        long version = sql.sql("""
                with j as (insert into job (kind, label, state, account_id, ended_at) values ('import', 'cpu', 'SUCCEEDED', :by, now())
                           returning id)
                insert into dataset_version (dataset_id, number, job_id, spec, image_size, channels, train_count, test_count,
                    images_sha256, ready_at)
                select :dataset, 1, id, '{}', :edge, 3, :train, :test, :sha, now() from j returning id""")
                .param("by", by)
                .param("dataset", dataset)
                .param("edge", EDGE)
                .param("train", train)
                .param("test", test)
                .param("sha", sha256)
                .query(Long.class)
                .single();
        sql.sql("""
                insert into label_set (version_id, number, anomalous, type)
                select :v, 1, array_agg(i % 10 = 3 order by i), array_agg(case when i % 10 = 3 then 'dent' else '' end order by i)
                from generate_series(0, :n) i""").param("v", version).param("n", test - 1).update();
        return version;
    }

    private static void runs(JdbcClient sql, long version, long by, int count, int images, String sha256) {
        sql.sql("""
                with j as (insert into job (kind, label, state, account_id, ended_at)
                           select 'run', 'cpu', 'SUCCEEDED', :by, now() from generate_series(1, :count) returning id)
                insert into run (version_id, job_id, name, detector, settings, seed, epochs, epoch, account_id, parameter_count,
                                 images_per_second, train_seconds)
                select :v, id, 'run of a sweep ' || id, 'detector-' || id % 12, json_build_object('epochs', 20, 'batchSize', 128,
                       'learningRate', 0.001, 'widths', '16,32', 'crop', 1, 'seed', id), id, 20, 20, :by, 47355, 900, 120 from j""").param("by", by).param("count", count).param("v", version).update();
        // The zero of each run makes its scores its own: an array without it is drawn once for all.
        sql.sql("""
                insert into run_result (run_id, label_set_id, scores, reconstructions_sha256, image_count, image_size, channels,
                                        error_scale, score_seconds)
                select r.id, l.id, array(select random() + r.id * 0 + case when i % 10 = 3 then 0.4 else 0 end
                                         from generate_series(0, :images - 1) i), :sha, :images, :edge, 3, 90, 2
                from run r join label_set l on l.version_id = r.version_id where r.version_id = :v""")
                .param("images", images)
                .param("sha", sha256)
                .param("edge", EDGE)
                .param("v", version)
                .update();
        sql.sql("""
                insert into run_judgement (run_id, label_set_id, auroc, auroc_low, auroc_high, average_precision)
                select run_id, label_set_id, a, a - 0.02, a + 0.02, 0.5
                from (select run_id, label_set_id, 0.7 + 0.2 * random() as a from run_result s join run r on r.id = s.run_id
                      where r.version_id = :v) f""").param("v", version).update();
    }

    /** One packed file of noisy images, in which a mebibyte repeats; the run's reconstructions are the same file. */
    private static String pictures(JdbcClient sql) throws Exception {
        long size = (long) (TRAIN + TEST) * EDGE * EDGE * 3;
        byte[] bytes = new byte[CHUNK];
        new Random(5).nextBytes(bytes);
        for (int i = 0; i < CHUNK; i++) {
            int image = i / (EDGE * EDGE * 3);
            bytes[i] = (byte) ((bytes[i] & 31) + (image * 37 + i % 3 * 70) % 200);
        }
        int whole = (int) (size / CHUNK);
        byte[] rest = Arrays.copyOf(bytes, (int) (size % CHUNK));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < whole; i++) {
            digest.update(bytes);
        }
        String sha256 = HexFormat.of().formatHex(digest.digest(rest));
        long blob = sql.sql("insert into blob (sha256, size) values (:sha, :size) returning id")
                .param("sha", sha256)
                .param("size", size)
                .query(Long.class)
                .single();
        String chunk = "insert into blob_chunk values (:blob, :number, :bytes)";
        sql.sql(chunk)
                .param("blob", blob)
                .param("number", 0)
                .param("bytes", bytes)
                .update();
        sql.sql(
                        "insert into blob_chunk select blob_id, n, bytes from blob_chunk, generate_series(1, :last) n where blob_id = :blob")
                .param("blob", blob)
                .param("last", whole - 1)
                .update();
        sql.sql(chunk)
                .param("blob", blob)
                .param("number", whole)
                .param("bytes", rest)
                .update();
        return sha256;
    }
}
