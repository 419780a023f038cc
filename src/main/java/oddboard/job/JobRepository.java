package oddboard.job;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oddboard.account.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is read of jobs and workers. */
final class JobRepository {
    private static final String PLACED = "with " + QueueOrder.BUSY + ", " + QueueOrder.PLACED;
    private static final String FITS = """
            (:label::text is null or job.label = :label) and (:by::bigint is null or job.account_id = :by)
            """;
    private static final String OPEN = PLACED + """
            , page as (
                select id, null::bigint as position, -1 as place from job where state = 'RUNNING' and""" + " " + FITS + """
                union all
                select placed.id, position, place from placed join job using (id) where""" + " " + FITS + """
                order by place, id limit :limit offset :offset)
            select job.*, page.position, %s as lost from page join job using (id) order by page.place, job.id
            """;
    private final JdbcClient sql;
    private final JobTimes times;
    private final Estimates estimates;
    private final String lost;

    JobRepository(JdbcClient sql, JobTimes times, Estimates estimates) {
        this.sql = sql;
        this.times = times;
        this.estimates = estimates;
        this.lost = lost(times.silence());
    }

    /** SQL that is true of a job named {@code job} that runs and whose worker has been silent for longer than that. */
    static String lost(Duration silence) {
        String since = "now() - interval '" + silence.toMillis() + " milliseconds'";
        return "(job.state = 'RUNNING' and job.heartbeat_at < " + since + " and not exists (select from worker where"
                + " worker.id = job.worker and worker.heartbeat_at >= " + since + "))";
    }

    Optional<Job> find(JobId id) {
        return find(List.of(id)).stream().findFirst();
    }

    List<Job> find(Collection<JobId> ids) {
        Long[] all = ids.stream().map(JobId::value).toArray(Long[]::new);
        // Most jobs requested don't wait: then nobody's place needs to be known.
        boolean waits = sql.sql("select exists (select from job where id = any(:ids) and " + QueueOrder.WAITS + ")")
                .param("ids", all)
                .query(Boolean.class)
                .single();
        Reading reading = reading(waits);
        String places = waits ? PLACED : "with placed as (select null::bigint as id, null::bigint as position)";
        return withStarts(sql.sql(places + "select job.*, placed.position, " + lost + " as lost from job"
                        + " left join placed using (id) where job.id = any(:ids)")
                .param("ids", all)
                .query((row, n) -> read(row, reading))
                .list());
    }

    List<Job> open(@Nullable String label, @Nullable UserId by, int offset, int limit) {
        Reading reading = reading(true);
        return withStarts(sql.sql(OPEN.formatted(lost))
                .param("label", label)
                .param("by", by == null ? null : by.value())
                .param("limit", limit)
                .param("offset", offset)
                .query((row, n) -> read(row, reading))
                .list());
    }

    /** State to number of jobs; those that don't wait or run are left out. */
    Map<JobState, Integer> countOpen(@Nullable String label, @Nullable UserId by) {
        Map<JobState, Integer> counts = new HashMap<>();
        for (String state : List.of("state = 'RUNNING'", QueueOrder.WAITS)) {
            sql.sql("select state, count(*) from job where " + state + " and " + FITS + " group by state")
                    .param("label", label)
                    .param("by", by == null ? null : by.value())
                    .query((row, n) -> counts.put(JobState.valueOf(row.getString(1)), row.getInt(2)))
                    .list();
        }
        return counts;
    }

    int countWaiting(UserId by) {
        return sql.sql("select count(*) from job where account_id = :by and " + QueueOrder.WAITS)
                .param("by", by.value())
                .query(Integer.class)
                .single();
    }

    int countRunning(UserId by) {
        return sql.sql("select count(*) from job where account_id = :by and state = 'RUNNING'")
                .param("by", by.value())
                .query(Integer.class)
                .single();
    }

    /** On GPUs in this calendar month. */
    long gpuSeconds(UserId by) {
        return sql.sql("select " + RunningLimits.gpuSeconds(":by"))
                .param("by", by.value())
                .query(Long.class)
                .single();
    }

    List<Job> running() {
        Reading reading = reading(false);
        return sql.sql("select job.*, null::bigint as position, " + lost + " as lost from job where state = 'RUNNING'"
                        + " order by id")
                .query((row, n) -> read(row, reading))
                .list();
    }

    List<Job> ended(int limit) {
        Reading reading = reading(false);
        return sql.sql("""
                select job.*, null::bigint as position, false as lost from job where ended_at is not null
                order by ended_at desc, id desc limit :limit
                """)
                .param("limit", limit)
                .query((row, n) -> read(row, reading))
                .list();
    }

    List<JobId> ids(
            Collection<JobState> states,
            @Nullable String kind,
            @Nullable String label,
            @Nullable UserId by,
            JobId before,
            int limit) {
        return sql.sql(
                        "select id from job where id < :before and (cardinality(:states::text[]) = 0 or state = any(:states))"
                                + " and (:kind::text is null or kind = :kind) and " + FITS
                                + " order by id desc limit :limit")
                .param("before", before.value())
                .param("states", states.stream().map(Enum::name).toArray(String[]::new))
                .param("kind", kind)
                .param("label", label)
                .param("by", by == null ? null : by.value())
                .param("limit", limit)
                .query((row, n) -> new JobId(row.getLong(1)))
                .list();
    }

    List<JobEvent> history(JobId id) {
        return sql.sql("select * from job_event where job_id = :id order by id")
                .param("id", id.value())
                .query((row, n) -> new JobEvent(
                        row.getTimestamp("at").toInstant(),
                        row.getInt("attempt"),
                        JobState.valueOf(row.getString("state")),
                        row.getString("actor"),
                        row.getString("reason"),
                        JobEvent.Change.valueOf(row.getString("change"))))
                .list();
    }

    List<WorkerInfo> workers() {
        return sql.sql("""
                select worker.*, heartbeat_at >= now() - :lease * interval '1 millisecond' as alive,
                    coalesce(mine.busy, 0) as busy, coalesce(mine.importing, 0) as importing,
                    coalesce(mine.scoring, 0) as scoring,
                    coalesce(mine.computes, false) as computes
                from worker left join lateral (
                    select count(*) filter (where not scoring and (job.computes or worker.import_slots = 0)) as busy,
                        count(*) filter (where not scoring and not job.computes and worker.import_slots > 0) as importing,
                        count(*) filter (where scoring) as scoring,
                        bool_or(job.computes) as computes
                    from job cross join lateral (select job.scores and worker.scoring_slots > 0 as scoring) lane
                    where job.worker = worker.id and job.state = 'RUNNING') mine on true
                order by host, pid, id
                """)
                .param("lease", times.lease().toMillis())
                .query((row, n) -> new WorkerInfo(
                        row.getString("id"),
                        row.getString("host"),
                        row.getLong("pid"),
                        texts(row.getArray("labels")),
                        row.getInt("slots"),
                        row.getInt("busy"),
                        row.getInt("import_slots"),
                        row.getInt("importing"),
                        row.getInt("scoring_slots"),
                        row.getInt("scoring"),
                        row.getBoolean("computes"),
                        row.getString("device"),
                        row.getString("version"),
                        row.getBoolean("draining") || row.getString("drain") != null,
                        row.getBoolean("alive"),
                        row.getTimestamp("started_at").toInstant(),
                        row.getTimestamp("heartbeat_at").toInstant(),
                        row.getLong("clock_offset_ms"),
                        row.getString("drain") == null
                                ? WorkerInfo.Drain.NONE
                                : WorkerInfo.Drain.valueOf(row.getString("drain")),
                        row.getString("drain_by"),
                        WorkerSample.read(row.getString("sample"))))
                .list();
    }

    /** What is known of the others, for what is said of waiting jobs. */
    private record Reading(WaitReasons reasons, Map<Long, RunningLimits> short_) {}

    private Reading reading(boolean waits) {
        return new Reading(
                new WaitReasons(waits ? workers() : List.of(), Instant.now()),
                waits ? RunningLimits.usedUp(sql) : Map.of());
    }

    /** Requested when the rows are read: who reads one holds a connection, and to wait for a second is to wait for ever. */
    private List<Job> withStarts(List<Job> jobs) {
        return jobs.stream()
                .map(job -> job.position() == null ? job : job.startingAt(estimates.startOf(job.id())))
                .toList();
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static Job read(ResultSet row, Reading reading) throws SQLException {
        JobId id = new JobId(row.getLong("id"));
        JobState state = JobState.valueOf(row.getString("state"));
        String label = row.getString("label");
        Instant startAfter = row.getTimestamp("start_after").toInstant();
        String code = row.getString("error_code");
        String error = row.getString("error_detail");
        int lost = row.getInt("lost_attempts");
        int maxAttempts = row.getInt("max_attempts");
        int tries = Math.min(lost + row.getInt("failed_attempts") + 1, maxAttempts);
        Job.QueuePlace place = null;
        if (row.getObject("position") != null) {
            int position = row.getInt("position");
            RunningLimits used = reading.short_().get(row.getLong("account_id"));
            JobLane lane = JobLane.of(row.getBoolean("computes"), row.getBoolean("scores"));
            String reason = WaitReasons.afterLoss(lost, tries, maxAttempts)
                    + reading.reasons().of(label, state, position, startAfter, error, used, lane);
            place = new Job.QueuePlace(position, reason, null);
        }
        return new Job(
                id,
                state,
                row.getInt("attempt"),
                row.getTimestamp("cancel_requested_at") != null,
                new Job.Request(
                        row.getString("kind"),
                        label,
                        row.getInt("priority"),
                        new UserId(row.getLong("account_id")),
                        row.getTimestamp("created_at").toInstant(),
                        row.getString("subject")),
                new Job.Execution(
                        row.getString("worker"),
                        row.getBoolean("lost"),
                        tries,
                        maxAttempts,
                        optional(row, "started_at"),
                        optional(row, "ended_at")),
                new JobProgress(
                        row.getLong("progress_done"), row.getLong("progress_total"), row.getString("progress_unit")),
                place,
                state != JobState.FAILED || code == null || error == null ? null : new Job.Failure(code, error));
    }

    private static @Nullable Instant optional(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
