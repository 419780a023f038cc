package oddboard.job.ui;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import oddboard.account.UserId;
import oddboard.job.Job;
import oddboard.job.JobChanges;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Looks at the queue, each made once for all pages that get the same notifications. */
@Service
class QueueSnapshots {
    private static final int ENDED = 20;
    private static final long OLDEST = TimeUnit.SECONDS.toNanos(4);
    private final JobQueue queue;
    private final JobChanges changes;
    private final AtomicBoolean hears = new AtomicBoolean();
    private final AtomicLong heard = new AtomicLong();
    private final Map<What, Snapshot> last = new ConcurrentHashMap<>();

    QueueSnapshots(JobQueue queue, JobChanges changes) {
        this.queue = queue;
        this.changes = changes;
    }

    /** @param label null = any, as is the person */
    record What(@Nullable String label, @Nullable UserId by, int limit) {}

    /**
     * The queue as it was a moment ago.
     *
     * @param counts of those that run or wait
     * @param after the notifications that were received before
     */
    record Snapshot(Map<JobState, Integer> counts, List<Job> open, List<Job> ended, long after, long at) {}

    Snapshot now(What what) {
        // Before any page does, so that a notification makes a snapshot old before they wake a page.
        if (hears.compareAndSet(false, true)) {
            changes.subscribe(job -> heard.incrementAndGet());
        }
        long after = heard.get();
        var look = new Snapshot(
                queue.countOpen(what.label(), what.by()),
                queue.open(what.label(), what.by(), 0, what.limit()),
                queue.ended(ENDED),
                after,
                System.nanoTime());
        last.values().removeIf(old -> look.at() - old.at() > OLDEST);
        last.put(what, look);
        return look;
    }

    /** One that another page has made since the last notification, and not long ago; or a new one. */
    synchronized Snapshot shared(What what) {
        Snapshot before = last.get(what);
        return before != null && before.after() == heard.get() && System.nanoTime() - before.at() < OLDEST
                ? before
                : now(what);
    }
}
