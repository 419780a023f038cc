package oddboard.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class RetentionTest {
    private final Filled filled = new Filled(TestDatabase.dataSource());
    private final JdbcClient jdbc = filled.jdbc;
    private final List<String> forgotten = new ArrayList<>();
    private long version;

    @BeforeEach
    void makeAVersion() {
        long set = jdbc.sql("insert into dataset (name, account_id) values ('Caps', :by) returning id")
                .param("by", filled.account)
                .query(Long.class)
                .single();
        version = jdbc.sql(
                        "insert into dataset_version (dataset_id, number, job_id, spec) values (:set, 1, :job, '{}') returning id")
                .param("set", set)
                .param("job", filled.job("SUCCEEDED"))
                .query(Long.class)
                .single();
    }

    private Retention retention(Map<String, String> settings) {
        RetentionSettings bound = new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("oddboard.retention", RetentionSettings.class);
        return new Retention(
                jdbc,
                new TransactionTemplate(new JdbcTransactionManager(filled.database)),
                forgotten::add,
                RetentionRules.of(bound));
    }

    /** With a checkpoint of 1,000 bytes, a log line and an image; its job ended so long ago, where its state is an end. */
    private long run(String state, int daysAgo) {
        long job = filled.job(state);
        jdbc.sql(
                        "update job set ended_at = case when state in ('SUCCEEDED', 'FAILED', 'CANCELLED') then now() - make_interval(days => :days) end where id = :id")
                .param("days", daysAgo)
                .param("id", job)
                .update();
        jdbc.sql(
                        "insert into job_event (job_id, attempt, state, actor, at) select :job, 1, unnest(array['RUNNING', state]), 'w', now() - make_interval(days => :days) from job where id = :job")
                .param("job", job)
                .param("days", daysAgo)
                .update();
        long run = filled.run(version, job, null);
        jdbc.sql("insert into run_checkpoint (run_id, epoch, sha256, attempt) values (:run, 1, :sha256, 1)")
                .param("run", run)
                .param("sha256", filled.blob(run, 1000))
                .update();
        jdbc.sql("insert into run_log (run_id, attempt, number, line) values (:run, 1, 1, 'x')")
                .param("run", run)
                .update();
        jdbc.sql("insert into run_preview (run_id, epoch, attempt, images, pixels) values (:run, 1, 1, '{0}', '\\x00')")
                .param("run", run)
                .update();
        return run;
    }

    private List<Long> runsWith(String table) {
        return jdbc.sql("select distinct run_id from " + table + " order by 1")
                .query(Long.class)
                .list();
    }

    private static Map<String, Long> rows(List<Retention.Going> going) {
        return going.stream()
                .filter(g -> g.rows() > 0)
                .collect(Collectors.toMap(Retention.Going::key, Retention.Going::rows));
    }

    @Test
    void whatWaitsOrRunsKeepsEverythingHoweverOldItIs() {
        List<Long> open = List.of(run("QUEUED", 900), run("RUNNING", 900), run("RETRY_WAIT", 900));
        jdbc.sql("update job set created_at = now() - interval '900 days', started_at = now() - interval '900 days'")
                .update();
        assertThat(retention(Map.of("oddboard.retention.checkpoints", "1B")).apply("test"))
                .isEmpty();
        for (String table : List.of("run_checkpoint", "run_log", "run_preview")) {
            assertThat(runsWith(table)).isEqualTo(open);
        }
    }

    @Test
    void theDryRunSaysWhatTheRealOneThenLetsGo() {
        long old = run("FAILED", 400);
        long young = run("FAILED", 10);
        long succeeded = run("SUCCEEDED", 400);
        Retention retention = retention(Map.of());
        List<Retention.Going> preview = retention.preview();
        assertThat(rows(preview))
                .isEqualTo(Map.of("ended-checkpoints", 1L, "logs", 2L, "previews", 2L, "job-events", 2L));
        assertThat(preview.stream()
                        .filter(g -> g.key().equals("ended-checkpoints"))
                        .findFirst()
                        .orElseThrow()
                        .bytes())
                .isEqualTo(1000);
        assertThat(runsWith("run_checkpoint")).as("a dry run").containsExactly(old, young, succeeded);
        assertThat(rows(retention.apply("ada"))).isEqualTo(rows(preview));
        assertThat(runsWith("run_checkpoint")).containsExactly(young, succeeded);
        assertThat(runsWith("run_log")).containsExactly(young);
        assertThat(forgotten).hasSize(1);
        assertThat(jdbc.sql("select count(*) from job_event where state = 'FAILED'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(new MaintenanceEvents(jdbc).newest())
                .singleElement()
                .satisfies(e -> assertThat(e.kind() + " by " + e.actor() + ": " + e.detail())
                        .startsWith("RETENTION by ada: ended-checkpoints 1 (1.0 kB), logs 2"));
        assertThat(retention.apply("ada")).isEmpty();
    }

    @Test
    void ofRunsThatSucceededTheNewestCheckpointsStayUpToASize() {
        run("SUCCEEDED", 1);
        long second = run("SUCCEEDED", 1);
        long third = run("SUCCEEDED", 1);
        retention(Map.of("oddboard.retention.checkpoints", "2000B")).apply("test");
        assertThat(runsWith("run_checkpoint")).containsExactly(second, third);
        retention(Map.of("oddboard.retention.checkpoints", "0B")).apply("test");
        assertThat(runsWith("run_checkpoint")).hasSize(2);
    }

    @Test
    void aRunThatASweepWillDoAgainKeepsWhatItHas() {
        long run = run("CANCELLED", 400);
        long sweep = jdbc.sql(
                        "insert into sweep (name, spec, parallelism, account_id) values ('s', '{}', 1, :by) returning id")
                .param("by", filled.account)
                .query(Long.class)
                .single();
        jdbc.sql(
                        "insert into sweep_run (sweep_id, place, combination, version_id, detector, settings, epochs, run_id, begun, put_back) values (:sweep, 1, 1, :version, 'conv', '{}', 1, :run, true, true)")
                .param("sweep", sweep)
                .param("version", version)
                .param("run", run)
                .update();
        retention(Map.of()).apply("test");
        assertThat(runsWith("run_checkpoint")).containsExactly(run);
    }

    @Test
    void oldJobsOfNothingAndOldNoticesGo() {
        jdbc.sql("update job set ended_at = now() - interval '100 days' where id = :id")
                .param("id", filled.job("SUCCEEDED"))
                .update();
        jdbc.sql(
                        "insert into notice (account_id, good, text, href, created_at) select id, true, 't', 'h', now() - days * interval '1 day' from account, unnest(array[1, 91]) days")
                .update();
        assertThat(rows(retention(Map.of()).apply("test"))).isEqualTo(Map.of("orphan-jobs", 1L, "notices", 1L));
        assertThat(rows(retention(Map.of("oddboard.retention.notices", "0")).preview()))
                .isEmpty();
    }

    @Test
    void oneNodeDoesItAtATime() throws Exception {
        RetentionTick tick = new RetentionTick(
                retention(Map.of()),
                filled.database,
                jdbc,
                new Binder(new MapConfigurationPropertySource(Map.of()))
                        .bindOrCreate("oddboard.retention", RetentionSettings.class));
        run("FAILED", 400);
        try (Connection other = filled.database.getConnection();
                Statement lock = other.createStatement()) {
            lock.execute("select pg_advisory_lock(hashtext('oddboard'), hashtext('retention'))");
            assertThat(tick.tick()).isFalse();
            assertThat(runsWith("run_checkpoint")).hasSize(1);
        }
        assertThat(tick.tick()).isTrue();
        assertThat(runsWith("run_checkpoint")).isEmpty();
        tick.close();
    }
}
