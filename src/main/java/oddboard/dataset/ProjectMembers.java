package oddboard.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.account.Users;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Who is in a project, and so sees or edits each of its data sets. */
@Service
public class ProjectMembers {
    private final ProjectRepository repository;
    private final Projects projects;
    private final Users users;
    private final TransactionOperations transaction;
    private final Audit audit;

    ProjectMembers(
            ProjectRepository repository,
            Projects projects,
            Users users,
            TransactionOperations transaction,
            Audit audit) {
        this.repository = repository;
        this.projects = projects;
        this.users = users;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** The owner first; whoever is in the project sees who else is. */
    public List<Member> list(ProjectId project, User viewer) {
        return repository.members(projects.require(project, viewer).id());
    }

    /**
     * Gives a role, or another one.
     *
     * @param role READER or EDITOR; OWNER hands the project over, and makes its owner an editor
     * @throws InputException where no such role can be given
     * @throws ConflictException where it is the owner's own
     */
    public Member set(ProjectId project, UserId person, DatasetRole role, User by) {
        if (role != DatasetRole.OWNER && !role.isGiven()) {
            throw new InputException("ROLE_UNKNOWN", "", "role", "The role is reader, editor or owner.");
        }
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                var now = lock(project, by);
                var user = user(person);
                if (role == DatasetRole.OWNER) {
                    handOver(now, user, by);
                } else if (now.owner().equals(person)) {
                    throw new ConflictException(
                            user.name() + " owns this project; hand it over to somebody else first.");
                } else {
                    repository.setMember(project, person, role, by.id());
                    audit.record(
                            by.actor(),
                            "project.share",
                            "project " + project,
                            "with " + user.name() + " as " + role.name().toLowerCase(Locale.ROOT));
                }
                return repository.members(project).stream()
                        .filter(m -> m.user().equals(person))
                        .findFirst()
                        .orElseThrow();
            }));
        } catch (DuplicateKeyException e) {
            throw new ConflictException(
                    user(person).name() + " already has a project of this name; rename this one first.");
        }
    }

    private void handOver(Project project, User to, User by) {
        if (to.role() == Role.VIEWER) {
            throw new ConflictException(to.name() + " may only look at things here, and so can't own a project;"
                    + " an administrator can make them a member.");
        }
        if (!project.owner().equals(to.id())) {
            repository.removeMember(project.id(), to.id());
            repository.setOwner(project.id(), to.id());
            repository.setMember(project.id(), project.owner(), DatasetRole.EDITOR, by.id());
            audit.record(
                    by.actor(),
                    "project.hand-over",
                    "project " + project.id(),
                    "from " + project.ownerName() + " to " + to.name());
        }
    }

    /**
     * Takes a role away; everybody may give up their own.
     *
     * @throws NotFoundException where this person has none
     * @throws ConflictException where it is the owner's
     */
    public void remove(ProjectId project, UserId person, User by) {
        transaction.executeWithoutResult(status -> {
            var now = person.equals(by.id()) ? projects.require(project, by) : lock(project, by);
            if (now.owner().equals(person)) {
                throw new ConflictException(
                        now.ownerName() + " owns this project; hand it over to somebody else first.");
            }
            if (!repository.removeMember(project, person)) {
                throw new NotFoundException("This person has no role in this project.");
            }
            audit.record(
                    by.actor(),
                    "project.unshare",
                    "project " + project,
                    "with " + users.find(person).map(User::name).orElse("somebody"));
        });
    }

    /** Who was removed gets no role any more. */
    private User user(UserId person) {
        return users.list().stream()
                .filter(u -> u.id().equals(person))
                .findFirst()
                .orElseThrow(() -> new InputException("USER_UNKNOWN", "", "user", "There is no such user any more."));
    }

    private Project lock(ProjectId project, User by) {
        repository.lock(project);
        var now = projects.require(project, by);
        if (!now.role().mayManage()) {
            throw new AccessDeniedException("Only its owner and administrators may share this project.");
        }
        return now;
    }
}
