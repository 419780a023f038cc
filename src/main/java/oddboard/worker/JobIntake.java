package oddboard.worker;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
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
        DISK,
        DRAINED,
        ENGINE,
        FINISHED,
        LEAVING
    }

    private final Scheduler scheduler;
    private final BooleanSupplier diskIsFull;
    private final Set<PauseReason> holds = EnumSet.of(PauseReason.STARTING);

    /** @param diskIsFull whether a job would find no room */
    JobIntake(Scheduler scheduler, BooleanSupplier diskIsFull) {
        this.scheduler = scheduler;
        this.diskIsFull = diskIsFull;
    }

    /** Takes no job while the disk is full. */
    void lookForRoom() {
        hold(PauseReason.DISK, diskIsFull.getAsBoolean());
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
        if (hold == PauseReason.DISK) {
            LOG.warn(
                    on
                            ? "This worker takes no job: the disk is full"
                            : "The disk has room again: this worker takes jobs");
        }
        try {
            if (holds.isEmpty()) {
                scheduler.start();
            } else if (scheduler.isStarted() && !scheduler.isInStandbyMode()) {
                scheduler.standby();
            }
        } catch (SchedulerException e) {
            LOG.error("The scheduler can not be paused or resumed: {}", e.getMessage());
        }
    }

    synchronized boolean isHeldByTrouble() {
        return holds.contains(PauseReason.CLOCK)
                || holds.contains(PauseReason.DISK)
                || holds.contains(PauseReason.ENGINE);
    }

    synchronized boolean isOpen() {
        return holds.isEmpty();
    }
}
