package oddboard.job;

import java.util.List;
import java.util.Optional;
import oddboard.account.User;
import org.springframework.stereotype.Service;

/** The queue as users and the rooms above see it. */
@Service
public class JobQueue {
    /**
     * Enqueues in the caller's transaction (or one of its own). Call it before the caller's own inserts, so that Quartz
     * and the job row commit or vanish together.
     */
    public JobId enqueue(NewJob job) {
        throw new UnsupportedOperationException();
    }

    public Optional<Job> find(JobId id) {
        throw new UnsupportedOperationException();
    }

    /** All that wait or run, in the order in which they will start; running ones first. */
    public List<Job> open() {
        throw new UnsupportedOperationException();
    }

    /** The newest ended jobs, newest first. */
    public List<Job> ended(int limit) {
        throw new UnsupportedOperationException();
    }

    public List<JobEvent> history(JobId id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Cancels a waiting job at once, a running one within a heartbeat.
     *
     * @return false where it had ended already
     */
    public boolean cancel(JobId id, User by) {
        throw new UnsupportedOperationException();
    }

    public List<WorkerInfo> workers() {
        throw new UnsupportedOperationException();
    }
}
