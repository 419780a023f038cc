package oddboard.job;

import java.time.Instant;

/**
 * One change of a job.
 *
 * @param state what it is since then
 * @param actor a user's name, a worker's id or "queue"
 * @param change of what
 */
public record JobEvent(Instant at, int attempt, JobState state, String actor, String reason, Change change) {
    /** What changed: the state, or the priority while the state stayed. */
    public enum Change {
        STATE,
        PRIORITY
    }

    public boolean isOfState() {
        return change == Change.STATE;
    }
}
