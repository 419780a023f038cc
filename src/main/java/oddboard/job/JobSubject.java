package oddboard.job;

import java.util.Optional;
import oddboard.account.User;

/** Says what the jobs of one kind are about. Implemented in the rooms above; every bean of this type is found. */
public interface JobSubject {
    /** The {@link JobHandler#kind} whose jobs it knows. */
    String kind();

    /** Empty where there is no such job, or the viewer may not see what it is about. */
    Optional<Subject> find(JobId job, User viewer);

    /**
     * What one job is about.
     *
     * @param text such as "Import of Bottle caps, version 2"
     * @param href its page, without a leading slash
     */
    record Subject(String text, String href) {}
}
