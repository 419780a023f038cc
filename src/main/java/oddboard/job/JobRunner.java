package oddboard.job;

/** Does a job that the scheduler has woken this worker for. Implemented by the package of workers. */
public interface JobRunner {
    /** @param recovering where the scheduler found that the job's worker no longer checks in */
    void run(JobId job, boolean recovering);
}
