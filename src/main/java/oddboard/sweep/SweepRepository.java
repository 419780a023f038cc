package oddboard.sweep;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.dataset.VersionId;
import oddboard.job.JobId;
import oddboard.run.JsonColumns;
import oddboard.run.RunId;
import oddboard.run.SweepId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sweeps, and which of their runs have begun. */
@Repository
class SweepRepository {
    private static final String SELECT = """
            select s.*, a.name as by_name, c.*
            from sweep s
            join account a on a.id = s.account_id
            cross join lateral (
                select count(*) as all_runs, coalesce(array_agg(distinct x.version_id), '{}') as versions,
                    count(*) filter (where not x.begun) as waiting,
                    count(*) filter (where j.state in ('QUEUED', 'RETRY_WAIT')) as queued,
                    count(*) filter (where j.state = 'RUNNING') as running,
                    count(*) filter (where j.state = 'SUCCEEDED') as succeeded,
                    count(*) filter (where j.state = 'FAILED') as failed,
                    count(*) filter (where j.state = 'CANCELLED') as cancelled,
                    count(*) filter (where x.refused is not null) as refused
                from sweep_run x
                left join run r on r.id = x.run_id
                left join job j on j.id = r.job_id
                where x.sweep_id = s.id) c
            """;
    private final JdbcClient jdbc;

    SweepRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A row of sweep_run. */
    record Row(
            PlannedRun plan,
            boolean begun,
            @Nullable RunId run,
            @Nullable String refused) {}

    /** A sweep's run whose job is open. */
    record Open(int place, RunId run, JobId job, String state, int attempt, boolean cancelRequested) {}

    /** What the feeder needs of a sweep. */
    record Intent(String state, boolean stopRunning, int parallelism, UserId by, SweepSpec spec, int toCome) {}

    /** @param toCome runs of rounds that are planned later */
    SweepId insert(SweepSpec spec, String name, int toCome, UserId by) {
        return new SweepId(jdbc.sql("""
                insert into sweep (name, spec, parallelism, account_id, runs_to_come)
                values (:name, cast(:spec as json), :parallelism, :by, :toCome)
                returning id
                """)
                .param("name", name)
                .param("spec", SweepJson.write(spec))
                .param("parallelism", spec.parallelism())
                .param("by", by.value())
                .param("toCome", toCome)
                .query(Long.class)
                .single());
    }

    void insertRuns(SweepId id, List<PlannedRun> plan) {
        for (PlannedRun one : plan) {
            Map<String, Object> settings = new LinkedHashMap<>(one.settings());
            settings.put("seed", one.seed());
            jdbc.sql("""
                    insert into sweep_run (sweep_id, place, combination, version_id, detector, settings, epochs, round)
                    values (:sweep, :place, :combination, :version, :detector, cast(:settings as json), :epochs, :round)
                    """)
                    .param("sweep", id.value())
                    .param("place", one.place())
                    .param("combination", one.combination())
                    .param("version", one.version().value())
                    .param("detector", one.detector())
                    .param("settings", JsonColumns.write(settings))
                    .param("epochs", one.epochs())
                    .param("round", one.round())
                    .update();
        }
    }

    Optional<Sweep> find(SweepId id) {
        return jdbc.sql(SELECT + "where s.id = :id")
                .param("id", id.value())
                .query(SweepRepository::sweep)
                .optional();
    }

    /** Newest first. */
    List<Sweep> list(int limit) {
        return jdbc.sql(SELECT + "order by s.id desc limit :limit")
                .param("limit", limit)
                .query(SweepRepository::sweep)
                .list();
    }

    Optional<SweepId> ofRun(RunId run) {
        return jdbc.sql("select sweep_id from sweep_run where run_id = :run")
                .param("run", run.value())
                .query((row, n) -> new SweepId(row.getLong(1)))
                .optional();
    }

    List<Row> runs(SweepId id) {
        return jdbc.sql(
                        "select *, cast(settings->>'seed' as bigint) as seed from sweep_run where sweep_id = :id order by place")
                .param("id", id.value())
                .query((row, n) -> {
                    Map<String, Object> settings = JsonColumns.read(row.getString("settings"));
                    settings.remove("seed");
                    Long run = row.getObject("run_id", Long.class);
                    return new Row(
                            new PlannedRun(
                                    row.getInt("place"),
                                    row.getInt("combination"),
                                    new VersionId(row.getLong("version_id")),
                                    row.getString("detector"),
                                    settings,
                                    row.getLong("seed"),
                                    row.getInt("epochs"),
                                    row.getInt("round")),
                            row.getBoolean("begun"),
                            run == null ? null : new RunId(run),
                            row.getString("refused"));
                })
                .list();
    }

    Optional<Intent> intent(SweepId id) {
        return intent(id, "");
    }

    /** Locks the sweep until the transaction ends; empty where another holds it. */
    Optional<Intent> lock(SweepId id) {
        return intent(id, " for no key update skip locked");
    }

    private Optional<Intent> intent(SweepId id, String locking) {
        return jdbc.sql("select * from sweep where id = :id" + locking)
                .param("id", id.value())
                .query((row, n) -> new Intent(
                        row.getString("state"),
                        row.getBoolean("stop_running"),
                        row.getInt("parallelism"),
                        new UserId(row.getLong("account_id")),
                        SweepJson.read(row.getString("spec"), row.getString("name"), row.getInt("parallelism")),
                        row.getInt("runs_to_come")))
                .optional();
    }

    /** @return false where it is not, or no longer, in one of these states */
    boolean change(SweepId id, String to, boolean stopRunning, String... from) {
        return jdbc.sql("update sweep set state = :state, stop_running = :stop where id = :id and state = any(:from)")
                        .param("state", to)
                        .param("stop", stopRunning)
                        .param("id", id.value())
                        .param("from", from)
                        .update()
                == 1;
    }

    void setRunsToCome(SweepId id, int runs) {
        jdbc.sql("update sweep set runs_to_come = :runs where id = :id")
                .param("runs", runs)
                .param("id", id.value())
                .update();
    }

    void setParallelism(SweepId id, int parallelism) {
        jdbc.sql("update sweep set parallelism = :parallelism where id = :id")
                .param("parallelism", parallelism)
                .param("id", id.value())
                .update();
    }

    private static Sweep sweep(ResultSet row, int number) throws SQLException {
        Sweep.Counts counts = new Sweep.Counts(
                row.getInt("all_runs"),
                row.getInt("waiting"),
                row.getInt("queued"),
                row.getInt("running"),
                row.getInt("succeeded"),
                row.getInt("failed"),
                row.getInt("cancelled"),
                row.getInt("refused"),
                row.getInt("runs_to_come"));
        String name = row.getString("name");
        return new Sweep(
                new SweepId(row.getLong("id")),
                name,
                SweepJson.read(row.getString("spec"), name, row.getInt("parallelism")),
                Arrays.stream((Long[]) row.getArray("versions").getArray())
                        .map(VersionId::new)
                        .toList(),
                state(row.getString("state"), counts),
                new UserId(row.getLong("account_id")),
                row.getString("by_name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                counts);
    }

    private static Sweep.State state(String wanted, Sweep.Counts counts) {
        if (wanted.equals("CANCELLED")) {
            return Sweep.State.CANCELLED;
        }
        if (counts.ended() == counts.all() && counts.toCome() == 0) {
            return Sweep.State.FINISHED;
        }
        return wanted.equals("PAUSED") ? Sweep.State.PAUSED : Sweep.State.RUNNING;
    }
}
