package oddboard.sweep;

import java.time.Instant;
import java.util.List;
import oddboard.account.UserId;
import oddboard.dataset.VersionId;
import oddboard.run.SweepId;

/**
 * A grid or random sweep as it stands.
 *
 * @param versions those of its spec that are still there
 * @param state what it does as a whole; see {@link Counts} for its runs
 */
public record Sweep(
        SweepId id,
        String name,
        SweepSpec spec,
        List<VersionId> versions,
        State state,
        UserId by,
        String byName,
        Instant createdAt,
        Counts counts) {
    /** FINISHED: every run has ended, or could not begin; PAUSED and CANCELLED begin no more of them. */
    public enum State {
        RUNNING,
        PAUSED,
        CANCELLED,
        FINISHED
    }

    /**
     * How its runs stand.
     *
     * @param waiting not begun yet
     * @param queued in the queue
     * @param all that are planned; runs of later rounds come on top
     * @param refused could not be queued, as where their data set was deleted
     * @param toCome runs of rounds that are planned once the present round has ended; fewer where runs fail
     */
    public record Counts(
            int all,
            int waiting,
            int queued,
            int running,
            int succeeded,
            int failed,
            int cancelled,
            int refused,
            int toCome) {
        public int open() {
            return queued + running;
        }

        public int ended() {
            return all - waiting - open();
        }

        /** Those that a retry does again. */
        public int retriable() {
            return failed + cancelled + refused;
        }
    }
}
