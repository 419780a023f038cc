package oddboard.job;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import oddboard.account.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is read of jobs and workers. */
final class JobRepository {
    // The order of the queue is that of LabelDelegate.
    private static final String ONE = """
            select job.*, case when state in ('QUEUED', 'RETRY_WAIT') then (
                select count(*) from job other
                where other.label = job.label and other.state in ('QUEUED', 'RETRY_WAIT')
                  and (other.priority > job.priority or other.priority = job.priority
                       and (other.start_after, other.id) <= (job.start_after, job.id))) end as position
            from job where id = :id
            """;
    private static final String OPEN = """
            select * from (
                select job.*, case when state <> 'RUNNING' then row_number() over (
                    partition by label, state = 'RUNNING' order by priority desc, start_after, id) end as position
                from job where state in ('QUEUED', 'RUNNING', 'RETRY_WAIT')) job
            order by state = 'RUNNING' desc, priority desc, start_after, id limit :limit offset :offset
            """;
    private final JdbcClient sql;
    private final JobTimes times;

    JobRepository(JdbcClient sql, JobTimes times) {
        this.sql = sql;
        this.times = times;
    }

    Optional<Job> find(JobId id) {
        return sql.sql(ONE).param("id", id.value()).query((row, n) -> read(row, waitReasons())).optional();
    }

    List<Job> open(int offset, int limit) {
        WaitReasons reasons = waitReasons();
        return sql.sql(OPEN).param("limit", limit).param("offset", offset).query((row, n) -> read(row, reasons)).list();
    }

    int countOpen() {
        return sql.sql("select count(*) from job where state = 'RUNNING' or state in ('QUEUED', 'RETRY_WAIT')")
                .query(Integer.class).single();
    }

    List<Job> ended(int limit) {
        WaitReasons none = new WaitReasons(List.of(), Instant.EPOCH);
        return sql.sql("""
                select job.*, null::bigint as position from job where ended_at is not null
                order by ended_at desc, id desc limit :limit
                """).param("limit", limit).query((row, n) -> read(row, none)).list();
    }

    List<JobEvent> history(JobId id) {
        return sql.sql("select * from job_event where job_id = :id order by id").param("id", id.value())
                .query((row, n) -> new JobEvent(row.getTimestamp("at").toInstant(), row.getInt("attempt"),
                        JobState.valueOf(row.getString("state")), row.getString("actor"), row.getString("reason")))
                .list();
    }

    List<WorkerInfo> workers() {
        return sql.sql("""
                select worker.*, heartbeat_at >= now() - :lease * interval '1 millisecond' as alive,
                    (select count(*) from job where job.worker = worker.id and job.state = 'RUNNING') as busy
                from worker order by host, pid, id
                """).param("lease", times.lease().toMillis()).query((row, n) -> new WorkerInfo(
                        row.getString("id"), row.getString("host"), row.getLong("pid"), texts(row.getArray("labels")),
                        row.getInt("slots"), row.getInt("busy"), row.getString("device"), row.getString("version"),
                        row.getBoolean("draining"), row.getBoolean("alive"),
                        row.getTimestamp("started_at").toInstant(), row.getTimestamp("heartbeat_at").toInstant(),
                        row.getLong("clock_offset_ms"),
                        Sampler.read(row.getString("sample"))))
                .list();
    }

    private WaitReasons waitReasons() {
        return new WaitReasons(workers(), Instant.now());
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static Job read(ResultSet row, WaitReasons reasons) throws SQLException {
        JobState state = JobState.valueOf(row.getString("state"));
        String label = row.getString("label");
        Integer position = row.getObject("position") == null ? null : row.getInt("position");
        Instant startAfter = row.getTimestamp("start_after").toInstant();
        String error = row.getString("error_detail");
        String reason = position == null ? null : reasons.of(label, state, position, startAfter, error);
        return new Job(new JobId(row.getLong("id")), row.getString("kind"), label, row.getInt("priority"), state,
                row.getInt("attempt"), row.getInt("max_attempts"), row.getString("worker"),
                row.getTimestamp("cancel_requested_at") != null, row.getLong("progress_done"),
                row.getLong("progress_total"), row.getString("progress_unit"), position, reason,
                state == JobState.FAILED ? row.getString("error_code") : null,
                state == JobState.FAILED ? error : null,
                new UserId(row.getLong("account_id")), row.getTimestamp("created_at").toInstant(),
                optional(row, "started_at"), optional(row, "ended_at"));
    }

    private static @Nullable Instant optional(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
