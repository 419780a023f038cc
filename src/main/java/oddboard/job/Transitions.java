package oddboard.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Every change of a job's state: one guarded UPDATE, its event, and its notification. False or empty: someone was faster. */
public final class Transitions {
    /**
     * Ends each statement: the row that changed is recorded with its reason and reported, in the same statement. Without an
     * actor it was the job's user.
     */
    private static final String RECORD_EVENT_AND_NOTIFY = """
            , recorded as (
                insert into job_event (job_id, attempt, state, actor, reason, change)
                select id, attempt, state,
                    coalesce(:actor::text, (select name from account where account.id = changed.account_id)),
                    :reason, :change
                from changed),
            over as (
                update gpu_use set ended_at = now() from changed
                where gpu_use.job_id = changed.id and gpu_use.ended_at is null and changed.state <> 'RUNNING')
            select attempt, kind, label, traceparent, pg_notify('oddboard_job', id::text),
                case when state = 'QUEUED' then pg_notify('oddboard_waiting', label)::text end
            from changed
            """;

    /** Of all jobs, where no worker can hold one; in the columns that every migration knows. */
    static final String REQUEUE_RUNNING = """
            with changed as (
                update job set state = 'QUEUED', worker = null, heartbeat_at = null, changed_at = now()
                where state = 'RUNNING' returning id, attempt, state)
            insert into job_event (job_id, attempt, state, actor, reason)
            select id, attempt, state, 'restore', 'it ran when the backup was made' from changed
            """;

    /** A job that was never queued, because the running one did its work, too; with that one's worker and times. */
    static final String INSERT_SUCCEEDED = """
            with changed as (
                insert into job (kind, label, priority, state, attempt, worker, account_id, created_at, start_after,
                    started_at, ended_at, progress_done, progress_total, progress_unit, computes)
                select kind, label, priority, 'SUCCEEDED', 1, worker, account_id, created_at, created_at,
                    coalesce(started_at, now()), now(), progress_done, progress_done, progress_unit, computes
                from job where id = :of returning id, worker),
            recorded as (
                insert into job_event (job_id, attempt, state, actor, reason)
                select id, e.attempt, e.state, coalesce(worker, 'worker'), 'done by job ' || :of
                from changed, (values (0, 'QUEUED'), (1, 'RUNNING'), (1, 'SUCCEEDED')) e (attempt, state))
            select id from changed
            """;

    private final JdbcClient sql;

    Transitions(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * What a claim won: the right to do this attempt.
     *
     * @param traceParent see {@link TraceParent}
     */
    public record Claim(
            int attempt,
            String kind,
            String label,
            @Nullable String traceParent) {}

    /** An id and a place for a new job: a minute back, so that a worker whose clock lags a little takes it all the same. */
    record Place(JobId id, Instant startAfter) {}

    Place newPlace() {
        return sql.sql("""
                select nextval(pg_get_serial_sequence('job', 'id')) as id,
                       date_trunc('milliseconds', clock_timestamp()) - interval '1 minute' as at
                """)
                .query((row, n) -> new Place(
                        new JobId(row.getLong("id")), row.getTimestamp("at").toInstant()))
                .single();
    }

    void insert(NewJob job, Place place, JobLane lane) {
        sql.sql("""
                with changed as (
                    insert into job (id, kind, label, priority, state, account_id, start_after, computes, scores,
                        traceparent)
                    overriding system value
                    values (:id, :kind, :label, :priority, 'QUEUED', :account, :startAfter, :computes, :scores, :traceParent)
                    returning *)
                """ + RECORD_EVENT_AND_NOTIFY)
                .param("actor", null)
                .param("change", JobEvent.Change.STATE.name())
                .param("id", place.id().value())
                .param("kind", job.kind())
                .param("label", job.label())
                .param("priority", job.priority())
                .param("account", job.by().value())
                .param("startAfter", java.sql.Timestamp.from(place.startAfter()))
                .param("computes", lane == JobLane.RUN)
                .param("scores", lane == JobLane.SCORING)
                .param("traceParent", TraceParent.current())
                .param("reason", "queued")
                .query((row, n) -> row.getInt("attempt"))
                .single();
    }

    public Optional<Claim> claim(JobId id, String worker) {
        return claim(id, worker, false);
    }

    /** @param gpu whether the worker computes on one: then the attempt counts for its user's hours */
    public Optional<Claim> claim(JobId id, String worker, boolean gpu) {
        return sql.sql("""
                with changed as (
                    update job set state = 'RUNNING', attempt = attempt + 1, worker = :actor, heartbeat_at = now(),
                        started_at = coalesce(started_at, now()), error_code = null, error_detail = null,
                        pace_at = null, changed_at = now()
                    where id = :id and state in (:before) and cancel_requested_at is null returning *),
                used as (
                    insert into gpu_use (job_id, attempt, account_id)
                    select id, attempt, account_id from changed where computes and :gpu)
                """ + RECORD_EVENT_AND_NOTIFY)
                .param("change", JobEvent.Change.STATE.name())
                .param("gpu", gpu)
                .param("id", id.value())
                .param("before", before(JobState.RUNNING))
                .param("actor", worker)
                .param("reason", "started")
                .query((row, n) -> new Claim(
                        row.getInt("attempt"),
                        row.getString("kind"),
                        row.getString("label"),
                        row.getString("traceparent")))
                .optional();
    }

    /** Locks the row of an attempt that holds its job. */
    public Optional<ClaimedJob> lock(JobId id, int attempt) {
        return sql.sql("select " + ClaimedJob.COLUMNS + """
                 from job where id = :id and attempt = :attempt and state = 'RUNNING' for update
                """)
                .param("id", id.value())
                .param("attempt", attempt)
                .query(ClaimedJob::read)
                .optional();
    }

    /** Locks the row of a job that nobody holds. */
    public Optional<ClaimedJob> lockWaiting(JobId id) {
        return sql.sql("select " + ClaimedJob.COLUMNS + """
                 from job where id = :id and state in ('QUEUED', 'RETRY_WAIT') for update
                """)
                .param("id", id.value())
                .query(ClaimedJob::read)
                .optional();
    }

    public boolean succeed(JobId id, int attempt, String worker, JobProgress progress) {
        return changes(
                sql.sql("""
                with changed as (
                    update job set state = 'SUCCEEDED', ended_at = now(), changed_at = now(),
                        progress_done = :done, progress_total = :total, progress_unit = :unit
                    where id = :id and attempt = :attempt and state in (:before) returning *)
                """ + RECORD_EVENT_AND_NOTIFY)
                        .param("attempt", attempt)
                        .param("done", progress.done())
                        .param("total", progress.total())
                        .param("unit", progress.unit()),
                id,
                JobState.SUCCEEDED,
                worker,
                "done");
    }

    /** To FAILED or CANCELLED; {@code attempt} null where nobody may hold the job. */
    public boolean end(
            JobId id,
            @Nullable Integer attempt,
            JobState to,
            String actor,
            String reason,
            @Nullable String code,
            boolean lost) {
        return changes(
                sql.sql("""
                with changed as (
                    update job set state = :to, ended_at = now(), changed_at = now(), error_code = :code,
                        error_detail = case when :code::text is null then null else :reason end,
                        lost_attempts = lost_attempts + :lost
                    where id = :id and state in (:before)
                      and (attempt = :attempt or :attempt::int is null and state <> 'RUNNING') returning *)
                """ + RECORD_EVENT_AND_NOTIFY)
                        .param("attempt", attempt)
                        .param("to", to.name())
                        .param("code", code)
                        .param("lost", lost ? 1 : 0),
                id,
                to,
                actor,
                reason);
    }

    /** Back to its old place in the queue. */
    boolean requeue(ClaimedJob job, String actor, String reason, boolean lost) {
        return changes(
                sql.sql("""
                with changed as (
                    update job set state = 'QUEUED', worker = null, heartbeat_at = null, changed_at = now(),
                        lost_attempts = lost_attempts + :lost
                    where id = :id and attempt = :attempt and state in (:before) returning *)
                """ + RECORD_EVENT_AND_NOTIFY)
                        .param("attempt", job.attempt())
                        .param("lost", lost ? 1 : 0),
                job.id(),
                JobState.QUEUED,
                actor,
                reason);
    }

    /** @param counted whether this was one of the tries that a job has */
    boolean retryLater(ClaimedJob job, String actor, String code, String detail, Instant startAfter, boolean counted) {
        return changes(
                sql.sql("""
                with changed as (
                    update job set state = 'RETRY_WAIT', worker = null, heartbeat_at = null, changed_at = now(),
                        failed_attempts = failed_attempts + :counted, start_after = :startAfter,
                        error_code = :code, error_detail = :reason
                    where id = :id and attempt = :attempt and state in (:before) returning *)
                """ + RECORD_EVENT_AND_NOTIFY)
                        .param("attempt", job.attempt())
                        .param("code", code)
                        .param("counted", counted ? 1 : 0)
                        .param("startAfter", java.sql.Timestamp.from(startAfter)),
                job.id(),
                JobState.RETRY_WAIT,
                actor,
                detail);
    }

    /** Its place changes and its state doesn't; recorded all the same. The caller has locked the row of a waiting job. */
    void reprioritize(JobId id, int priority, String actor, String reason) {
        sql.sql("""
                with changed as (
                    update job set priority = :priority, changed_at = now() where id = :id returning *)
                """ + RECORD_EVENT_AND_NOTIFY)
                .param("change", JobEvent.Change.PRIORITY.name())
                .param("id", id.value())
                .param("priority", priority)
                .param("actor", actor)
                .param("reason", reason)
                .query((row, n) -> row.getInt("attempt"))
                .single();
    }

    /** The database's clock and this much later, in whole milliseconds as Quartz counts. */
    Instant in(Duration delay) {
        return sql.sql("select date_trunc('milliseconds', now() + :millis * interval '1 millisecond')")
                .param("millis", delay.toMillis())
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private static boolean changes(StatementSpec statement, JobId id, JobState to, String actor, String reason) {
        return statement
                .param("id", id.value())
                .param("before", before(to))
                .param("actor", actor)
                .param("change", JobEvent.Change.STATE.name())
                .param("reason", reason)
                .query((row, n) -> row.getInt("attempt"))
                .optional()
                .isPresent();
    }

    private static List<String> before(JobState to) {
        return Arrays.stream(JobState.values())
                .filter(s -> s.canBecome(to))
                .map(Enum::name)
                .toList();
    }
}
