package oddboard.job;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs that were never queued, because a running job did their work beside its own. */
public final class DerivedJobs {
    private final JdbcClient sql;

    public DerivedJobs(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A job that has succeeded, with the worker and times of the one that did its work; in the caller's transaction.
     *
     * @param of the running job
     */
    public JobId succeeded(JobId of) {
        JobId made =
                new JobId(sql.sql("""
                insert into job (kind, label, priority, state, attempt, worker, account_id, created_at, start_after, started_at,
                    ended_at, progress_done, progress_total, progress_unit, computes)
                select kind, label, priority, 'SUCCEEDED', 1, worker, account_id, created_at, created_at,
                    coalesce(started_at, now()), now(), progress_done, progress_done, progress_unit, computes
                from job where id = :of
                returning id
                """).param("of", of.value()).query(Long.class).single());
        sql.sql("""
                insert into job_event (job_id, attempt, state, actor, reason)
                select :id, e.attempt, e.state, coalesce(j.worker, 'worker'), 'done by job ' || :of
                from job j, (values (0, 'QUEUED'), (1, 'RUNNING'), (1, 'SUCCEEDED')) e (attempt, state)
                where j.id = :of
                """).param("id", made.value()).param("of", of.value()).update();
        return made;
    }

    /** Says how lists name it, and that it is there. */
    public void announce(JobId id, String subject) {
        sql.sql("""
                with named as (update job set subject = :subject where id = :id returning id)
                select pg_notify('oddboard_job', id::text) from named
                """)
                .param("id", id.value())
                .param("subject", subject)
                .query((row, n) -> row.getString(1))
                .list();
    }
}
