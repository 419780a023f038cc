package oddboard.job;

/** How far a job says it is; {@code total} is 0 where nobody knows. */
public record JobProgress(long done, long total, String unit) {}
