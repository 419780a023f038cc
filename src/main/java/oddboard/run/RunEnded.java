package oddboard.run;

import oddboard.job.JobState;

/** Published in the transaction that ended a run: {@code state} is SUCCEEDED, FAILED or CANCELLED. */
public record RunEnded(RunId run, JobState state) {}
