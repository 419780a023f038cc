package oddboard.job;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How an attempt ends that has no result. Each method runs in the transaction that locked the row. */
public final class AttemptEnd {
    /** Who finds a process gone can't know why: the system that kills one for want of memory tells nobody but its own log. */
    private static final String MEMORY_LIKELY =
            " The likely cause is too little memory, for which the system kills a process: try smaller images or a"
                    + " smaller batch size, or give the worker more memory. The log of the server says how the process"
                    + " ended.";

    private final Transitions transitions;
    private final Wakeups wakeups;
    private final Handlers handlers;
    private final JobTimes times;

    AttemptEnd(Transitions transitions, Wakeups wakeups, Handlers handlers, JobTimes times) {
        this.transitions = transitions;
        this.wakeups = wakeups;
        this.handlers = handlers;
        this.times = times;
    }

    /** Its worker stored a checkpoint and shuts down: nobody's fault, so it counts for nothing. */
    public void release(ClaimedJob job, String worker, String reason) {
        if (job.cancelledBy() != null) {
            cancel(job);
            return;
        }
        wakeups.again(job.id(), job.label(), job.priority(), job.attempt(), job.startAfter());
        hold(transitions.requeue(job, worker, reason, false), job);
    }

    /** A job that was woken but not started keeps waiting. */
    public void leaveWaiting(ClaimedJob job) {
        wakeups.again(job.id(), job.label(), job.priority(), job.attempt(), job.startAfter());
    }

    /** Its worker is dead. */
    public void lose(ClaimedJob job, String reason) {
        if (job.cancelledBy() != null) {
            cancel(job);
        } else if (job.isLastTry()) {
            String detail = job.failedAttempts() == 0
                    ? "The worker process died " + (job.lostAttempts() + 1) + " times while it did this job."
                    : "The worker process died while it did this job, the last of " + job.maxAttempts() + " tries.";
            hold(
                    transitions.end(
                            job.id(),
                            job.attempt(),
                            JobState.FAILED,
                            "queue",
                            detail + MEMORY_LIKELY,
                            "WORKER_DIED",
                            true),
                    job);
            handlers.ended(job.kind(), job.id(), JobState.FAILED);
        } else {
            wakeups.again(job.id(), job.label(), job.priority(), job.attempt(), job.startAfter());
            hold(transitions.requeue(job, "queue", reason, true), job);
        }
    }

    /** Passing trouble: tried again after a pause, if it wasn't the last try. */
    public void retry(ClaimedJob job, String worker, String code, String detail) {
        if (job.cancelledBy() != null) {
            cancel(job);
        } else if (job.isLastTry()) {
            fail(job, worker, code, detail + " It was tried " + job.maxAttempts() + " times.");
        } else {
            var startAfter = transitions.in(pause(job.failedAttempts()));
            wakeups.again(job.id(), job.label(), job.priority(), job.attempt(), startAfter);
            hold(transitions.retryLater(job, worker, code, detail, startAfter, true), job);
        }
    }

    /** The disk became full, which is not the job's fault: it is tried again for as long as it takes to make room. */
    public void waitForRoom(ClaimedJob job, String worker) {
        if (job.cancelledBy() != null) {
            cancel(job);
            return;
        }
        var startAfter = transitions.in(times.retry().multipliedBy(3));
        wakeups.again(job.id(), job.label(), job.priority(), job.attempt(), startAfter);
        hold(
                transitions.retryLater(
                        job,
                        worker,
                        "NO_DISK_SPACE",
                        "The server's disk became full; this is tried again until there is room.",
                        startAfter,
                        false),
                job);
    }

    public void fail(ClaimedJob job, String worker, String code, String detail) {
        hold(transitions.end(job.id(), job.attempt(), JobState.FAILED, worker, detail, code, false), job);
        handlers.ended(job.kind(), job.id(), JobState.FAILED);
    }

    public void cancel(ClaimedJob job) {
        String by = job.cancelledBy() == null ? "queue" : job.cancelledBy();
        hold(
                transitions.end(job.id(), job.attempt(), JobState.CANCELLED, by, "canceled while it ran", null, false),
                job);
        handlers.ended(job.kind(), job.id(), JobState.CANCELLED);
    }

    /** Three times longer after each failure; the spread keeps jobs that failed together from coming back together. */
    private Duration pause(int failures) {
        double factor =
                Math.pow(3, Math.min(failures, 5)) * ThreadLocalRandom.current().nextDouble(0.8, 1.2);
        return Duration.ofMillis((long) (times.retry().toMillis() * factor));
    }

    private static void hold(boolean changed, ClaimedJob job) {
        if (!changed) {
            throw new LostAttemptException(job.id(), job.attempt());
        }
    }
}
