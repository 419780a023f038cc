package oddboard.job;

/** Does the jobs of one kind, on a worker. Implemented in the packages above; every bean of this type is found. */
public interface JobHandler {
    String kind();

    /**
     * Does the job: ends by {@link JobContext#publish}, by returning after {@link JobContext#stop} requested it, or by an
     * exception.
     *
     * @throws JobFailure with a sentence for the user; any other exception counts as a fault of the program
     */
    void handle(JobContext context) throws Exception;

    /** Whether its jobs compute on the worker's device: then a worker does one at a time, and they count as GPU hours. */
    default boolean computes() {
        return false;
    }

    /** Whether its jobs score images: then they take the slots that workers have for that. */
    default boolean scores() {
        return false;
    }

    /** Tells, in the transaction that ends it, that a job of this kind failed or was canceled; usually nothing to do. */
    default void ended(JobId job, JobState state) {}
}
