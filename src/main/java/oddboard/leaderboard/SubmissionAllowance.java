package oddboard.leaderboard;

import java.time.Instant;

/**
 * How many files a person may send to a version's board on a day (UTC).
 *
 * @param limit 0 = this data set takes none
 * @param nextDay when the count starts again
 */
public record SubmissionAllowance(int limit, int used, Instant nextDay) {
    public int left() {
        return Math.max(0, limit - used);
    }

    /** One sentence for whoever wants to send a file. */
    public String sentence() {
        if (limit == 0) {
            return "This data set takes no submissions.";
        }
        return left() > 0
                ? "You can send " + left() + " of " + limit + " submissions to this version today (UTC)."
                : "You have sent today's " + limit + (limit == 1 ? " submission" : " submissions")
                        + " to this version; the next can come from "
                        + nextDay.toString().substring(0, 10) + " 00:00 UTC.";
    }
}
