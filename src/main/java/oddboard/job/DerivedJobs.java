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
        return new JobId(sql.sql(Transitions.INSERT_SUCCEEDED)
                .param("of", of.value())
                .query(Long.class)
                .single());
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
