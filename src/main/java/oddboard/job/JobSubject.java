package oddboard.job;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import oddboard.account.User;

/** Says what the jobs of one kind are about. Implemented in the packages above; every bean of this type is found. */
public interface JobSubject {
    /** The {@link JobHandler#kind} whose jobs it knows. */
    String kind();

    /** Empty where there is no such job, or the viewer may not see what it is about. */
    Optional<Subject> find(JobId job, User viewer);

    /** What each of these jobs is about, as {@link #find}; a package that can answer at once does so. */
    default Map<JobId, Subject> find(Collection<JobId> jobs, User viewer) {
        Map<JobId, Subject> found = new HashMap<>();
        jobs.forEach(job -> find(job, viewer).ifPresent(subject -> found.put(job, subject)));
        return found;
    }

    /** Whether there is something that the job is about, which the viewer may not see. */
    default boolean hides(JobId job, User viewer) {
        return false;
    }

    /** Whether the user may cancel this job for what it is about, besides who started it and administrators. */
    default boolean mayCancel(JobId job, User user) {
        return false;
    }

    /**
     * What one job is about.
     *
     * @param text such as "Import of Bottle caps, version 2"
     * @param href its page, without a leading slash
     */
    record Subject(String text, String href) {}
}
