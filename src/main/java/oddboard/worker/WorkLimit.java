package oddboard.worker;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much this process does before it leaves, for clusters that lend a machine for a while: so many jobs, or until none comes. */
final class WorkLimit {
    private static final Logger LOG = LoggerFactory.getLogger(WorkLimit.class);
    private final int maxJobs;
    private final @Nullable Duration untilIdle;
    private final JobIntake taking;
    private final LongSupplier nanoTime;
    private final Runnable leave;
    private int begun;
    private int running;
    private long idleSince;
    private boolean leaving;

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param leave ends the process in order
     */
    WorkLimit(WorkerSettings settings, JobIntake taking, LongSupplier nanoTime, Runnable leave) {
        maxJobs = settings.maxJobs();
        untilIdle = settings.untilIdle();
        this.taking = taking;
        this.nanoTime = nanoTime;
        this.leave = leave;
        idleSince = nanoTime.getAsLong();
    }

    /** Before a job is claimed; false where this process takes no more. */
    synchronized boolean begin() {
        if (leaving || isReached()) {
            return false;
        }
        begun++;
        running++;
        taking.hold(JobIntake.PauseReason.FINISHED, isReached());
        return true;
    }

    /** @param done false where another worker had the job, so that it does not count */
    synchronized void end(boolean done) {
        running--;
        if (!done) {
            begun--;
            taking.hold(JobIntake.PauseReason.FINISHED, isReached());
            return;
        }
        idleSince = nanoTime.getAsLong();
        if (isReached() && running == 0) {
            leave("has done its " + maxJobs + (maxJobs == 1 ? " job" : " jobs"));
        }
    }

    /** Called at each heartbeat. */
    synchronized void beat() {
        Duration idle = untilIdle;
        if (idle != null && running == 0 && nanoTime.getAsLong() - idleSince >= idle.toNanos()) {
            leave("has had no job for " + idle.toSeconds() + " s");
        }
    }

    private boolean isReached() {
        return maxJobs > 0 && begun >= maxJobs;
    }

    private void leave(String why) {
        if (!leaving) {
            leaving = true;
            LOG.info("This worker {} and leaves", why);
            taking.hold(JobIntake.PauseReason.FINISHED, true);
            leave.run();
        }
    }
}
