package oddboard.leaderboard;

import java.time.Instant;
import java.util.List;
import oddboard.account.UserId;
import oddboard.dataset.VersionId;
import oddboard.run.Run;

/**
 * Scores that no run made.
 *
 * @param members of an ensemble: what it combines
 * @param method of an ensemble; else ""
 * @param metrics by the label set that was requested
 */
public record Submission(
        long id,
        VersionId version,
        Kind kind,
        String name,
        List<EntryId> members,
        String method,
        UserId by,
        String byName,
        Instant createdAt,
        Run.Metrics metrics) {

    /** FILE: a table of scores that another tool made; ENSEMBLE: entries of a board combined. */
    public enum Kind {
        FILE,
        ENSEMBLE
    }

    public EntryId entry() {
        return EntryId.ofSubmission(id);
    }

    /** As boards show it in the place of a detector. */
    public String detector() {
        return kind == Kind.FILE ? "submission" : "ensemble";
    }
}
