package oddboard.scoring;

import oddboard.job.JobId;
import oddboard.job.JobState;

/** Published in the transaction that ended a scoring: {@code state} is SUCCEEDED, FAILED or CANCELLED. */
public record ScoringEnded(JobId job, JobState state) {}
