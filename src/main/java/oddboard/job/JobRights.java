package oddboard.job;

import oddboard.account.User;
import oddboard.account.UserId;
import org.springframework.beans.factory.ObjectProvider;

/** Who may do what to a job. The packages above are found late: they need the queue themselves. */
final class JobRights {
    private final ObjectProvider<JobSubject> subjects;

    JobRights(ObjectProvider<JobSubject> subjects) {
        this.subjects = subjects;
    }

    /** Whoever started it (whatever else that person still may do), administrators, and whom the job's package allows it. */
    boolean mayCancel(JobId id, String kind, UserId owner, User user) {
        return user.isAdmin()
                || user.id().equals(owner)
                || subjects.stream().anyMatch(s -> s.kind().equals(kind) && s.mayCancel(id, user));
    }
}
