package oddboard.endtoend;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oddboard.metric.DeLong;
import oddboard.testing.QuickPassword;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the users of the bench look at: a board of 200 runs, a queue, and runs that train without a worker. */
final class SessionsSet {
    private static final int RUNS = 200;
    private static final int RUNNING = 6;
    private static final int WAITING = 40;
    private static final int IMAGES = 300;

    record Seeded(long dataset, List<Long> running, List<Long> jobs, List<Long> ended) {}

    private SessionsSet() {}

    static Seeded seed(JdbcClient sql, int people, String password) {
        String hash = QuickPassword.hash(password);
        sql.sql(
                        "insert into account (name, password_hash, role) select 'person' || i, :hash, 'MEMBER' from generate_series(0, :n - 1) i")
                .param("hash", hash)
                .param("n", people)
                .update();
        long by = sql.sql("select min(id) from account").query(Long.class).single();
        long dataset = sql.sql("insert into dataset (name, account_id) values ('Shared', :by) returning id")
                .param("by", by)
                .query(Long.class)
                .single();
        long version = sql.sql("""
                insert into dataset_version (dataset_id, number, job_id, spec, image_size, channels, train_count, test_count, ready_at)
                values (:set, 1, :job, '{}', 32, 3, 100, :images, now()) returning id
                """)
                .param("set", dataset)
                .param("job", job(sql, by, "import", "SUCCEEDED"))
                .param("images", IMAGES)
                .query(Long.class)
                .single();
        boolean[] anomalous = new boolean[IMAGES];
        String[] type = new String[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            anomalous[i] = i % 5 == 0;
            type[i] = anomalous[i] ? "dent" : "";
        }
        long labels = sql.sql(
                        "insert into label_set (version_id, number, anomalous, type) values (:v, 1, :a, :t) returning id")
                .param("v", version)
                .param("a", anomalous)
                .param("t", type)
                .query(Long.class)
                .single();
        sql.sql("insert into blob (sha256, size) values (:sha, 0)")
                .param("sha", "0".repeat(64))
                .update();
        List<Long> ended = new ArrayList<>();
        Random random = new Random(3);
        for (int r = 0; r < RUNS; r++) {
            long run = run(sql, version, by, job(sql, by, "run", "SUCCEEDED"), r);
            double apart = 0.5 + random.nextDouble();
            double[] scores = new double[IMAGES];
            for (int i = 0; i < IMAGES; i++) {
                scores[i] = random.nextGaussian() + (anomalous[i] ? apart : 0);
            }
            DeLong.Interval auc = DeLong.interval(scores, anomalous);
            sql.sql("""
                    insert into run_result (run_id, label_set_id, scores, reconstructions_sha256, image_count, image_size, channels,
                                            error_scale, score_seconds)
                    values (:run, :labels, :scores, repeat('0', 64), :images, 32, 3, 10, 2)
                    """)
                    .param("run", run)
                    .param("labels", labels)
                    .param("scores", scores)
                    .param("images", IMAGES)
                    .update();
            sql.sql("insert into run_judgement values (:run, :labels, :auc, :low, :high, 0.5, now(), 0.5, 1, 0.4, 0.6)")
                    .param("run", run)
                    .param("labels", labels)
                    .param("auc", auc.auc())
                    .param("low", auc.low())
                    .param("high", auc.high())
                    .update();
            sql.sql("""
                    insert into run_loss select :run, e, json_build_object('loss', 1.0 / e), 900, 0.1, 1 from generate_series(1, 20) e
                    """).param("run", run).update();
            ended.add(run);
        }
        List<Long> running = new ArrayList<>();
        List<Long> jobs = new ArrayList<>();
        for (int r = 0; r < RUNNING; r++) {
            jobs.add(job(sql, by, "run", "RUNNING"));
            running.add(run(sql, version, by, jobs.getLast(), RUNS + r));
        }
        for (int r = 0; r < WAITING; r++) {
            run(sql, version, by, job(sql, by, "run", "QUEUED"), RUNS + RUNNING + r);
        }
        sql.sql("analyze").update();
        return new Seeded(dataset, running, jobs, ended);
    }

    private static long job(JdbcClient sql, long by, String kind, String state) {
        return sql.sql("""
                insert into job (kind, label, state, account_id, attempt, worker, heartbeat_at, started_at, ended_at)
                values (:kind, 'cpu', :state, :by, 1, 'w', now(), case when :state = 'QUEUED' then null else now() end,
                        case when :state = 'SUCCEEDED' then now() end) returning id
                """)
                .param("kind", kind)
                .param("by", by)
                .param("state", state)
                .query(Long.class)
                .single();
    }

    private static long run(JdbcClient sql, long version, long by, long job, int number) {
        return sql.sql("""
                insert into run (version_id, job_id, name, detector, settings, seed, epochs, account_id, parameter_count,
                                 images_per_second, train_seconds)
                values (:v, :job, :name, 'conv', cast(:settings as json), :seed, 1000, :by, 47355, 900, 120) returning id
                """)
                .param("v", version)
                .param("job", job)
                .param("name", "run " + number)
                .param("seed", number)
                .param("by", by)
                .param("settings", "{\"epochs\":20,\"batchSize\":128,\"learningRate\":0.001,\"seed\":" + number + "}")
                .query(Long.class)
                .single();
    }

    /** What workers write while they train: a sign of life and progress each second, and an epoch's losses and log line each two. */
    static void train(JdbcClient sql, Seeded seeded, AtomicBoolean over) {
        int second = 0;
        try {
            sql.sql("""
                    insert into worker (id, host, pid, labels, slots, device, version) values ('w', 'bench', 1, '{cpu}', 6, 'cpu', '1')
                    """).update();
            while (!over.get()) {
                second++;
                sql.sql("update worker set heartbeat_at = now(), looked_at = now()")
                        .update();
                sql.sql("""
                        update job set heartbeat_at = now(), changed_at = now(), progress_done = :s, progress_total = 1000,
                            progress_unit = 'epochs' where id = any(:jobs) returning pg_notify('oddboard_job', id::text)::text
                        """)
                        .param("s", second)
                        .param("jobs", seeded.jobs().toArray(Long[]::new))
                        .query(String.class)
                        .list();
                if (second % 2 == 0) {
                    int epoch = second / 2;
                    for (long run : seeded.running()) {
                        sql.sql(
                                        "insert into run_loss values (:run, :e, json_build_object('loss', 1.0 / :e), 900, 0.1, 1)")
                                .param("run", run)
                                .param("e", epoch)
                                .update();
                        sql.sql(
                                        "insert into run_log (run_id, attempt, number, line) values (:run, 1, :e, 'Epoch ' || :e)")
                                .param("run", run)
                                .param("e", epoch)
                                .update();
                        sql.sql("update run set epoch = :e where id = :run")
                                .param("run", run)
                                .param("e", epoch)
                                .update();
                    }
                }
                Thread.sleep(1_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Of another JVM, after a full collection. */
    static double liveHeapMegabytes(long pid) throws Exception {
        jcmd(pid, "GC.run");
        Matcher used = Pattern.compile("used (\\d+)([KM])").matcher(jcmd(pid, "GC.heap_info"));
        return used.find() ? Long.parseLong(used.group(1)) / (used.group(2).equals("K") ? 1024.0 : 1) : Double.NaN;
    }

    private static String jcmd(long pid, String command) throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return text;
    }
}
