package oddboard.job;

import java.time.Instant;

/** Wakes a worker for a job, once an attempt. Implemented by the scheduler; every call joins the caller's transaction. */
public interface Wakeups {
    /** The scheduler's name, as its tables have it. */
    String SCHEDULER = "oddboard";

    /** For the first attempt. Takes no lock of the cluster, so an enqueueing transaction may last. */
    void first(JobId job, String label, int priority, Instant at);

    /** For a further attempt, whatever is left of earlier ones. Locks the cluster's triggers until the transaction ends. */
    void again(JobId job, String label, int priority, int attempt, Instant at);

    void remove(JobId job, String label);
}
