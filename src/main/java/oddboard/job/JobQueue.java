package oddboard.job;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import oddboard.account.User;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The queue as users and the rooms above see it. */
@Service
public class JobQueue {
    private final TransactionTemplate transaction;
    private final JdbcClient sql;
    private final JobRepository jobs;
    private final Transitions transitions;
    private final Triggers triggers;
    private final Handlers handlers;

    JobQueue(TransactionTemplate transaction, JdbcClient sql, JobRepository jobs, Transitions transitions,
            Triggers triggers, Handlers handlers) {
        this.transaction = transaction;
        this.sql = sql;
        this.jobs = jobs;
        this.transitions = transitions;
        this.triggers = triggers;
        this.handlers = handlers;
    }

    /**
     * Enqueues in the caller's transaction (or one of its own). Call it before the caller's own inserts, so that Quartz
     * and the job row commit or vanish together.
     */
    public JobId enqueue(NewJob job) {
        return Optional.ofNullable(transaction.execute(status -> {
            Transitions.Place place = transitions.newPlace();
            // The trigger first: a failing Quartz may roll back what was written before it.
            triggers.first(place.id(), job.label(), job.priority(), place.startAfter());
            transitions.insert(job, place);
            return place.id();
        })).orElseThrow();
    }

    public Optional<Job> find(JobId id) {
        return jobs.find(id);
    }

    /** All that wait or run, in the order in which they will start; running ones first. */
    public List<Job> open() {
        return jobs.open(0, Integer.MAX_VALUE);
    }

    /** A page of {@link #open()}. */
    public List<Job> open(int offset, int limit) {
        return jobs.open(offset, limit);
    }

    /** How many wait or run. */
    public int countOpen() {
        return jobs.countOpen();
    }

    /** The newest ended jobs, newest first. */
    public List<Job> ended(int limit) {
        return jobs.ended(limit);
    }

    public List<JobEvent> history(JobId id) {
        return jobs.history(id);
    }

    /**
     * Cancels a waiting job at once, a running one within a heartbeat.
     *
     * @return false where it had ended already
     */
    public boolean cancel(JobId id, User by) {
        return Boolean.TRUE.equals(transaction.execute(status -> cancelNow(id, by)));
    }

    private record Row(String kind, String label, JobState state) {}

    private boolean cancelNow(JobId id, User by) {
        Row row = sql.sql("select kind, label, state from job where id = :id for update").param("id", id.value())
                .query((r, n) -> new Row(r.getString(1), r.getString(2), JobState.valueOf(r.getString(3))))
                .optional().orElse(null);
        if (row == null || row.state().isEnded()) {
            return false;
        }
        if (row.state() == JobState.RUNNING) {
            sql.sql("""
                    with asked as (
                        update job set cancel_requested_at = coalesce(cancel_requested_at, now()),
                            cancel_requested_by = coalesce(cancel_requested_by, :by), changed_at = now()
                        where id = :id and state = 'RUNNING' returning id)
                    select pg_notify('oddboard_job', id::text) from asked
                    """).param("id", id.value()).param("by", by.name()).query((r, n) -> true).list();
            return true;
        }
        triggers.remove(id, row.label());
        if (!transitions.end(id, null, JobState.CANCELLED, by.name(), "cancelled while it waited", null, false)) {
            throw new IllegalStateException("The job changed while it was being cancelled; try again.");
        }
        handlers.ended(row.kind(), id, JobState.CANCELLED);
        return true;
    }

    public List<WorkerInfo> workers() {
        return jobs.workers();
    }

    /**
     * Asks a worker to take no more jobs; within a heartbeat it does so. Its process stays, until somebody ends it.
     *
     * @param now what it runs stores a checkpoint and goes back to the queue, rather than to its end
     * @throws AccessDeniedException where the user is no administrator
     * @throws NoSuchElementException where there is no such worker
     */
    public void drain(String worker, boolean now, User by) {
        drain(worker, now ? "NOW" : "FINISH", by);
    }

    /** Lets a worker take jobs again; throws as {@link #drain}. */
    public void undrain(String worker, User by) {
        drain(worker, null, by);
    }

    private void drain(String worker, @Nullable String how, User by) {
        if (!by.isAdmin()) {
            throw new AccessDeniedException("Only an administrator may drain a worker.");
        }
        int changed = sql.sql("""
                update worker set drain = :how, drain_by = case when :how::text is null then null else :by end,
                    drain_at = case when :how::text is null then null else now() end
                where id = :id
                """).param("id", worker).param("how", how).param("by", by.name()).update();
        if (changed == 0) {
            throw new NoSuchElementException("There is no worker " + worker + "; it may have left.");
        }
    }
}
