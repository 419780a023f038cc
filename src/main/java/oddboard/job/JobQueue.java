package oddboard.job;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.quota.Quota;
import oddboard.quota.QuotaKind;
import oddboard.quota.Quotas;
import oddboard.storage.DiskSpace;
import oddboard.storage.NoRoomException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The queue as users and the packages above see it. */
@Service
public class JobQueue {
    /** The highest priority that one gives one's own jobs, and negative the lowest; administrators go to {@link #PRIORITIES}. */
    public static final int MAX_PRIORITY = 10;

    /** The highest priority that an administrator gives. */
    public static final int PRIORITIES = 1_000_000;

    private final TransactionTemplate transaction;
    private final JdbcClient sql;
    private final JobRepository jobs;
    private final Transitions transitions;
    private final Wakeups wakeups;
    private final Handlers handlers;
    private final Priorities priorities;
    private final Quotas quotas;
    private final Cancellation cancellation;
    private final JobAudit audit;
    private final ObjectProvider<DiskSpace> disk;

    JobQueue(
            TransactionTemplate transaction,
            JdbcClient sql,
            JobRepository jobs,
            Transitions transitions,
            Wakeups wakeups,
            Handlers handlers,
            Priorities priorities,
            Quotas quotas,
            Cancellation cancellation,
            JobAudit audit,
            ObjectProvider<DiskSpace> disk) {
        this.transaction = transaction;
        this.sql = sql;
        this.jobs = jobs;
        this.transitions = transitions;
        this.wakeups = wakeups;
        this.handlers = handlers;
        this.priorities = priorities;
        this.quotas = quotas;
        this.cancellation = cancellation;
        this.audit = audit;
        this.disk = disk;
    }

    /**
     * Enqueues in the caller's transaction (or one of its own). Call it before the caller's own inserts, so that Quartz
     * and the job row commit or vanish together.
     *
     * @throws QueueLimitException where the user has too many jobs waiting
     * @throws NoRoomException where the disk is full
     */
    public JobId enqueue(NewJob job) {
        disk.ifAvailable(DiskSpace::requireRoom);
        return Optional.ofNullable(transaction.execute(status -> {
                    // Else two calls at a time would both find the last place free.
                    quotas.lock(job.by());
                    if (room(job.by()) <= 0) {
                        throw new QueueLimitException(quotas.limit(job.by(), QuotaKind.QUEUED));
                    }
                    Transitions.Place place = transitions.newPlace();
                    // The trigger first: a failing Quartz may roll back what was written before it.
                    wakeups.first(place.id(), job.label(), job.priority(), place.startAfter());
                    transitions.insert(
                            job,
                            place,
                            handlers.find(job.kind())
                                    .map(handler -> JobLane.of(handler.computes(), handler.scores()))
                                    .orElse(JobLane.IMPORT));
                    return place.id();
                }))
                .orElseThrow();
    }

    /** How many more jobs of this user may wait now. */
    public int room(UserId by) {
        long limit = quotas.limit(by, QuotaKind.QUEUED);
        return limit == Quota.NONE
                ? Integer.MAX_VALUE
                : (int) Math.clamp(limit - jobs.countWaiting(by), 0, Integer.MAX_VALUE);
    }

    /**
     * Says what a new job is about, in the transaction that enqueued it.
     *
     * @param subject for everybody, and kept when the thing itself is deleted, such as "run 12: conv": no name of what is
     *     private
     * @param similar equal for jobs that take about as long, such as "conv on version 3, 50 epochs"; their durations tell
     *     when those behind them will start
     */
    public void describe(JobId id, String subject, String similar) {
        sql.sql("update job set subject = :subject, similar_to = kind || ' ' || :similar where id = :id")
                .param("id", id.value())
                .param("subject", subject)
                .param("similar", similar)
                .update();
    }

    public Optional<Job> find(JobId id) {
        return jobs.find(id);
    }

    /** Those of them that there are, in any order; one look for all. */
    public List<Job> find(Collection<JobId> ids) {
        return ids.isEmpty() ? List.of() : jobs.find(ids);
    }

    /** Those that run. */
    public List<Job> running() {
        return jobs.running();
    }

    /** A page of all that wait or run: running ones first, then in the order in which they will start. */
    public List<Job> open(int offset, int limit) {
        return jobs.open(null, null, offset, limit);
    }

    /** As {@link #open(int, int)}, of one label and one user alone where they are given. */
    public List<Job> open(@Nullable String label, @Nullable UserId by, int offset, int limit) {
        return jobs.open(label, by, offset, limit);
    }

    /** How many wait or run. */
    public int countOpen() {
        return countOpen(null, null).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** How many there are of each state that waits or runs, of one label and one user alone where they are given. */
    public Map<JobState, Integer> countOpen(@Nullable String label, @Nullable UserId by) {
        return jobs.countOpen(label, by);
    }

    /** The newest ended jobs, newest first. */
    public List<Job> ended(int limit) {
        return jobs.ended(limit);
    }

    /**
     * Of all jobs that anybody queued, newest first, those older than {@code before}.
     *
     * @param states empty = any
     * @param kind null = any, as are label and user
     */
    public List<Job> list(
            Collection<JobState> states,
            @Nullable String kind,
            @Nullable String label,
            @Nullable UserId by,
            JobId before,
            int limit) {
        List<JobId> page = jobs.ids(states, kind, label, by, before, limit);
        return find(page).stream()
                .sorted(Comparator.comparingLong((Job job) -> job.id().value()).reversed())
                .toList();
    }

    public List<JobEvent> history(JobId id) {
        return jobs.history(id);
    }

    /**
     * Changes the priority of a waiting job: its owner within +-{@value #MAX_PRIORITY}, an administrator within +-{@value #PRIORITIES}.
     *
     * @return false where it had this priority already
     * @throws NotFoundException where there is no such job
     * @throws AccessDeniedException where it is somebody else's and the user no administrator
     * @throws IllegalArgumentException with a sentence where the user may not go so far
     * @throws ConflictException with a sentence where the job runs or has ended
     */
    public boolean setPriority(JobId id, int priority, User by) {
        return Boolean.TRUE.equals(transaction.execute(status -> priorities.set(id, priority, by)));
    }

    /**
     * Raises a waiting job's priority above all others of its label; its owner's as far as the owner's bounds go, within
     * which jobs of several users take turns. Throws as {@link #setPriority}.
     *
     * @return false where it is as high as it can get
     */
    public boolean moveToTop(JobId id, User by) {
        return Boolean.TRUE.equals(transaction.execute(status -> priorities.top(id, by)));
    }

    /**
     * Cancels a waiting job at once, a running one within a heartbeat.
     *
     * @return false where it had ended already
     * @throws AccessDeniedException where the user neither started it nor is an administrator nor may for its subject
     */
    public boolean cancel(JobId id, User by) {
        return Boolean.TRUE.equals(transaction.execute(status -> cancellation.cancel(id, by)));
    }

    public List<WorkerInfo> workers() {
        return jobs.workers();
    }

    /** What live workers offer, sorted. */
    public SortedSet<String> labels() {
        SortedSet<String> labels = new TreeSet<>();
        workers().stream().filter(w -> w.alive() && !w.draining()).forEach(w -> labels.addAll(w.labels()));
        return labels;
    }

    /**
     * Asks a worker to take no more jobs; within a heartbeat it does so. Its process stays, until somebody ends it.
     *
     * @param now what it runs stores a checkpoint and goes back to the queue, rather than to its end
     * @throws AccessDeniedException where the user is no administrator
     * @throws NotFoundException where there is no such worker
     */
    public void drain(String worker, boolean now, User by) {
        drain(worker, now ? WorkerInfo.Drain.NOW.name() : WorkerInfo.Drain.FINISH.name(), by);
    }

    /** Lets a worker take jobs again; throws as {@link #drain}. */
    public void undrain(String worker, User by) {
        drain(worker, null, by);
    }

    private void drain(String worker, @Nullable String how, User by) {
        if (!by.isAdmin()) {
            throw new AccessDeniedException("Only an administrator may drain a worker.");
        }
        transaction.executeWithoutResult(status -> drainNow(worker, how, by));
    }

    private void drainNow(String worker, @Nullable String how, User by) {
        int changed = sql.sql("""
                update worker set drain = :how, drain_by = case when :how::text is null then null else :by end,
                    drain_at = case when :how::text is null then null else now() end
                where id = :id
                """)
                .param("id", worker)
                .param("how", how)
                .param("by", by.name())
                .update();
        if (changed == 0) {
            throw new NotFoundException("There is no worker " + worker + "; it may have left.");
        }
        audit.drained(worker, how, by);
    }
}
