package oddboard.ingest;

import oddboard.job.JobId;
import oddboard.job.JobState;

/** Published in the transaction that ended an import: {@code state} is SUCCEEDED, FAILED or CANCELLED. */
public record ImportEnded(JobId job, JobState state) {}
