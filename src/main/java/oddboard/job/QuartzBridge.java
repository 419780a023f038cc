package oddboard.job;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

/**
 * Where Quartz wakes a worker. Its full name is stored with every waiting job, so it never changes, nor does its package: it
 * is the only class here that knows Quartz.
 */
public final class QuartzBridge implements Job {
    /** Key of the job's id in the data that Quartz stores. */
    public static final String JOB = "job";

    private final JobRunner runner;

    QuartzBridge(JobRunner runner) {
        this.runner = runner;
    }

    @Override
    public void execute(JobExecutionContext context) {
        JobId job = new JobId(Long.parseLong(context.getMergedJobDataMap().getString(JOB)));
        runner.run(job, context.isRecovering());
    }
}
