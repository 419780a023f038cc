package oddboard.job;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** One attempt at a job, as its handler sees it. Safe for several threads. */
public interface JobContext {
    /** Why a handler should stop; it returns soon (within a batch) after it sees another value than NONE. */
    enum Stop {
        NONE,
        /** A user canceled the job. */
        CANCEL,
        /** The worker shuts down: store a checkpoint, then return; the job goes back to the queue. */
        DRAIN,
        /** Another attempt has taken over: write nothing more. */
        LOST
    }

    JobId job();

    /** 1 for the first try; the fence of every write. */
    int attempt();

    String worker();

    /** {@code cpu} or {@code cuda:N}. */
    String device();

    Stop stop();

    /**
     * Remembered and sent with the next heartbeat; cheap enough for every batch. Whoever has reported less than the total
     * is expected to continue: the worker takes a job for stuck that reports nothing new for a long time. Work without steps is
     * done before the first or after the last.
     */
    void progress(long done, long total, String unit);

    /**
     * Runs the work in one transaction that commits only while this attempt holds the job.
     *
     * @throws LostAttemptException where it holds it no longer; the work was rolled back
     */
    void fenced(Runnable work);

    /** As {@link #fenced}, and the job has SUCCEEDED with the same commit. */
    void publish(Runnable work);

    /** Names what the job is for, such as "run" and "12", in this thread's structured log lines and in the trace. */
    default void about(String what, String id) {}

    /** Does a part of the work, such as "training", that a trace shows by itself. */
    default <T> T traced(String part, Callable<T> work) throws Exception {
        return work.call();
    }

    /** An empty folder for this attempt, removed afterwards. */
    Path directory();
}
