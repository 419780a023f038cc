package oddboard.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import oddboard.account.UserId;
import oddboard.job.Job;
import oddboard.job.JobId;
import oddboard.job.JobProgress;
import oddboard.job.JobState;
import org.jspecify.annotations.Nullable;

/** A run's job as a row of runs has it, where it has ended. */
final class EndedJob {
    private EndedJob() {}

    static @Nullable Job of(ResultSet rs) throws SQLException {
        JobState state = JobState.valueOf(rs.getString("state"));
        if (!state.isEnded()) {
            return null;
        }
        String code = rs.getString("error_code");
        String detail = rs.getString("error_detail");
        return new Job(
                new JobId(rs.getLong("job_id")),
                state,
                rs.getInt("attempt"),
                rs.getObject("cancel_requested_at") != null,
                new Job.Request(
                        rs.getString("kind"),
                        rs.getString("label"),
                        rs.getInt("priority"),
                        new UserId(rs.getLong("job_account_id")),
                        instant(rs, "job_created_at"),
                        ""),
                new Job.Execution(
                        rs.getString("worker"),
                        false,
                        rs.getInt("attempt"),
                        rs.getInt("max_attempts"),
                        rs.getObject("started_at") == null ? null : instant(rs, "started_at"),
                        instant(rs, "ended_at")),
                new JobProgress(
                        rs.getLong("progress_done"), rs.getLong("progress_total"), rs.getString("progress_unit")),
                null,
                state != JobState.FAILED || code == null || detail == null ? null : new Job.Failure(code, detail));
    }

    static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }
}
