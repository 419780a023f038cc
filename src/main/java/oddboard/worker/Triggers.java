package oddboard.worker;

import static org.quartz.JobBuilder.newJob;
import static org.quartz.SimpleScheduleBuilder.simpleSchedule;
import static org.quartz.TriggerBuilder.newTrigger;

import java.time.Instant;
import java.util.Date;
import java.util.Set;
import oddboard.job.JobId;
import oddboard.job.QuartzBridge;
import oddboard.job.Wakeups;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;

/** What Quartz knows of a job: one trigger a try. Everything here joins the caller's transaction. */
final class Triggers implements Wakeups {
    private final Scheduler scheduler;

    Triggers(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void first(JobId job, String label, int priority, Instant at) {
        try {
            JobDetail detail = detail(job, label);
            scheduler.scheduleJob(detail, trigger(detail, job, label, priority, 0, at));
        } catch (SchedulerException e) {
            throw failed(job, e);
        }
    }

    @Override
    public void again(JobId job, String label, int priority, int attempt, Instant at) {
        try {
            JobDetail detail = detail(job, label);
            scheduler.scheduleJob(detail, Set.of(trigger(detail, job, label, priority, attempt, at)), true);
        } catch (SchedulerException e) {
            throw failed(job, e);
        }
    }

    @Override
    public void remove(JobId job, String label) {
        try {
            scheduler.deleteJob(JobKey.jobKey(job.toString(), label));
        } catch (SchedulerException e) {
            throw failed(job, e);
        }
    }

    private static JobDetail detail(JobId job, String label) {
        return newJob(QuartzBridge.class)
                .withIdentity(job.toString(), label)
                .requestRecovery()
                .usingJobData(QuartzBridge.JOB, job.toString())
                .build();
    }

    /** Named after the try to come, so that what is left of an earlier try can't end it. */
    private static Trigger trigger(JobDetail detail, JobId job, String label, int priority, int attempt, Instant at) {
        return newTrigger()
                .withIdentity(job + "." + (attempt + 1), label)
                .forJob(detail)
                .withPriority(priority)
                .startAt(Date.from(at))
                .withSchedule(simpleSchedule().withMisfireHandlingInstructionIgnoreMisfires())
                .build();
    }

    private static IllegalStateException failed(JobId job, SchedulerException e) {
        return new IllegalStateException("The queue can't schedule job " + job + ".", e);
    }
}
