package oddboard.job;

import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

/**
 * Changes the priority of a waiting job, of its row and its trigger together. Where a worker has the trigger in hand at
 * that moment, the job starts as it would have; the row's lock keeps the claim waiting until the change is recorded.
 */
final class Priorities {
    private final JdbcClient sql;
    private final Transitions transitions;
    private final JobAudit audit;

    Priorities(JdbcClient sql, Transitions transitions, JobAudit audit) {
        this.sql = sql;
        this.transitions = transitions;
        this.audit = audit;
    }

    private record Row(long account, String label, int priority, JobState state) {}

    /** In the caller's transaction; false where it had this priority already. */
    boolean set(JobId id, int priority, User by) {
        Row row = lock(id, by);
        int most = by.isAdmin() ? JobQueue.PRIORITIES : JobQueue.MAX_PRIORITY;
        if (priority < -most || priority > most) {
            throw new IllegalArgumentException("A priority lies between -" + most + " and " + most + ", not " + priority
                    + (by.isAdmin() ? "." : "; only an administrator may go beyond."));
        }
        return change(id, row, priority, by, "priority " + row.priority() + " → " + priority);
    }

    /** In the caller's transaction; false where it is as high as it can get. */
    boolean top(JobId id, User by) {
        Row row = lock(id, by);
        int highest = sql.sql("select coalesce(max(priority), 0) from job where label = :label and id <> :id and "
                        + QueueOrder.WAITS)
                .param("label", row.label())
                .param("id", id.value())
                .query(Integer.class)
                .single();
        int above = Math.min(highest + 1, JobQueue.PRIORITIES);
        int priority = Math.max(row.priority(), by.isAdmin() ? above : Math.min(above, JobQueue.MAX_PRIORITY));
        return change(id, row, priority, by, "moved to the top: priority " + row.priority() + " → " + priority);
    }

    private Row lock(JobId id, User by) {
        Row row = sql.sql("select account_id, label, priority, state from job where id = :id for update")
                .param("id", id.value())
                .query((r, n) -> new Row(r.getLong(1), r.getString(2), r.getInt(3), JobState.valueOf(r.getString(4))))
                .optional()
                .orElseThrow(() -> new NotFoundException("There is no job " + id + "."));
        if (!by.isAdmin() && !(by.mayChange() && row.account() == by.id().value())) {
            throw new AccessDeniedException("You may not change the place of job " + id
                    + ". The user who started it, or an administrator, can.");
        }
        if (!row.state().isWaiting()) {
            throw new ConflictException("Job " + id + (row.state().isEnded() ? " has ended" : " runs already")
                    + "; its priority matters no more.");
        }
        return row;
    }

    private boolean change(JobId id, Row row, int priority, User by, String reason) {
        if (priority == row.priority()) {
            return false;
        }
        sql.sql("""
                update qrtz_triggers set priority = :priority
                where sched_name = :scheduler and job_name = :id and job_group = :label
                """)
                .param("priority", priority)
                .param("scheduler", Wakeups.SCHEDULER)
                .param("id", id.toString())
                .param("label", row.label())
                .update();
        transitions.reprioritize(id, priority, by.name(), reason);
        audit.record(id, "prioritise", reason, by);
        return true;
    }
}
