package oddboard.worker;

import java.util.EnumSet;
import java.util.Set;
import oddboard.job.WorkerInfo;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether this worker takes jobs: its scheduler runs while nothing is against it. */
final class JobIntake {
    private static final Logger LOG = LoggerFactory.getLogger(JobIntake.class);

    /** What is against it. */
    enum PauseReason {
        STARTING,
        CLOCK,
        DRAINED,
        LEAVING
    }

    private final Scheduler scheduler;
    private final Set<PauseReason> holds = EnumSet.of(PauseReason.STARTING);

    JobIntake(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Sets or lifts one hold, and the scheduler with it. */
    synchronized void hold(PauseReason hold, boolean on) {
        boolean changed = on ? holds.add(hold) : holds.remove(hold);
        if (!changed) {
            return;
        }
        if (hold == PauseReason.CLOCK) {
            LOG.warn(
                    on
                            ? "This worker takes no job until its clock is right: it is more than {} s off the database's"
                            : "The clock is right again, within {} s",
                    WorkerInfo.MAX_CLOCK_OFFSET / 1000);
        }
        try {
            if (holds.isEmpty()) {
                scheduler.start();
            } else if (scheduler.isStarted() && !scheduler.isInStandbyMode()) {
                scheduler.standby();
            }
        } catch (SchedulerException e) {
            LOG.error("The scheduler does not obey: {}", e.getMessage());
        }
    }

    synchronized boolean isHeldBy(PauseReason hold) {
        return holds.contains(hold);
    }

    synchronized boolean isOpen() {
        return holds.isEmpty();
    }
}
