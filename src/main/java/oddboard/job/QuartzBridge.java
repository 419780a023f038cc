package oddboard.job;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Where Quartz wakes a worker. Its name is stored with every waiting job and never changes. */
final class QuartzBridge implements Job {
    private final AttemptRunner runner;

    QuartzBridge(AttemptRunner runner) {
        this.runner = runner;
    }

    @Override
    public void execute(JobExecutionContext context) {
        JobId job = new JobId(Long.parseLong(context.getMergedJobDataMap().getString(Triggers.JOB)));
        runner.run(job, context.isRecovering());
    }
}
