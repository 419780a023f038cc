package oddboard.job;

import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.common.ConflictException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

/** Ends a job that waits, and asks the worker of one that runs to stop. */
final class Cancellation {
    private final JdbcClient sql;
    private final Transitions transitions;
    private final Wakeups wakeups;
    private final Handlers handlers;
    private final JobRights rights;
    private final JobAudit audit;

    Cancellation(
            JdbcClient sql,
            Transitions transitions,
            Wakeups wakeups,
            Handlers handlers,
            JobRights rights,
            JobAudit audit) {
        this.sql = sql;
        this.transitions = transitions;
        this.wakeups = wakeups;
        this.handlers = handlers;
        this.rights = rights;
        this.audit = audit;
    }

    private record Row(String kind, String label, JobState state, UserId owner) {}

    /** Throws as {@link JobQueue#cancel}; in the caller's transaction. */
    boolean cancel(JobId id, User by) {
        Row row = sql.sql("select kind, label, state, account_id from job where id = :id for update")
                .param("id", id.value())
                .query((r, n) -> new Row(
                        r.getString(1), r.getString(2), JobState.valueOf(r.getString(3)), new UserId(r.getLong(4))))
                .optional()
                .orElse(null);
        if (row == null) {
            return false;
        }
        if (!rights.mayCancel(id, row.kind(), row.owner(), by)) {
            throw new AccessDeniedException(
                    "You may not cancel job " + id + ". The user who started it, or an administrator, can.");
        }
        if (row.state().isEnded()) {
            return false;
        }
        audit.record(id, "cancel", "", by);
        if (row.state() == JobState.RUNNING) {
            sql.sql("""
                    with requested as (
                        update job set cancel_requested_at = coalesce(cancel_requested_at, now()),
                            cancel_requested_by = coalesce(cancel_requested_by, :by), changed_at = now()
                        where id = :id and state = 'RUNNING' returning id)
                    select pg_notify('oddboard_job', id::text) from requested
                    """)
                    .param("id", id.value())
                    .param("by", by.name())
                    .query((r, n) -> true)
                    .list();
            return true;
        }
        wakeups.remove(id, row.label());
        if (!transitions.end(id, null, JobState.CANCELLED, by.name(), "canceled while it waited", null, false)) {
            throw new ConflictException("The job changed while it was being canceled; try again.");
        }
        handlers.ended(row.kind(), id, JobState.CANCELLED);
        return true;
    }
}
