package oddboard.job;

import java.util.Locale;
import oddboard.account.User;
import oddboard.audit.Audit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records in the audit log what users do to jobs and workers: of the thing that a job is about, where that has a name. */
final class JobAudit {
    private final JdbcClient sql;
    private final Audit audit;

    JobAudit(JdbcClient sql, Audit audit) {
        this.sql = sql;
        this.audit = audit;
    }

    /** In the caller's transaction. */
    void record(JobId id, String verb, String detail, User by) {
        String subject = sql.sql("select subject from job where id = :id")
                .param("id", id.value())
                .query(String.class)
                .optional()
                .orElse("");
        String job = "job " + id;
        String object = subject.isBlank() ? job : subject.split(":", 2)[0].strip();
        String kind = object.split(" ", 2)[0];
        audit.record(
                by.actor(),
                kind + "." + verb,
                object,
                object.equals(job) ? detail : detail.isEmpty() ? job : job + ", " + detail);
    }

    /** @param how null where it takes jobs again */
    void drained(String worker, @Nullable String how, User by) {
        audit.record(
                by.actor(),
                how == null ? "worker.undrain" : "worker.drain",
                "worker " + worker,
                how == null ? "" : how.toLowerCase(Locale.ROOT));
    }
}
