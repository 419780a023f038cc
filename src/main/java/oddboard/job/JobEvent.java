package oddboard.job;

import java.time.Instant;

/** One change of a job's state: {@code actor} is a user's name, a worker's id or "queue". */
public record JobEvent(Instant at, int attempt, JobState state, String actor, String reason) {}
