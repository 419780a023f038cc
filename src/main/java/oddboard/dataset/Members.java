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
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** With whom a data set is shared. Whoever doesn't see it gets the same answers as if it weren't there. */
@Service
public class Members {
    private final MemberRepository repository;
    private final Datasets datasets;
    private final Users users;
    private final TransactionOperations transaction;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Members(
            MemberRepository repository,
            Datasets datasets,
            Users users,
            TransactionOperations transaction,
            Audit audit,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.datasets = datasets;
        this.users = users;
        this.transaction = transaction;
        this.audit = audit;
        this.events = events;
    }

    /** The owner first; whoever sees the data set sees who else does. */
    public List<Member> list(DatasetId dataset, User viewer) {
        return repository.list(see(dataset, viewer).id());
    }

    /**
     * Gives a role, or another one.
     *
     * @param role READER or EDITOR; OWNER hands the data set over, and makes its owner an editor
     * @throws InputException where no such role can be given
     * @throws ConflictException where it is the owner's own
     */
    public Member set(DatasetId dataset, UserId person, DatasetRole role, User by) {
        if (role == DatasetRole.OWNER) {
            return handOver(dataset, person, by);
        }
        if (!role.isGiven()) {
            throw new InputException("ROLE_UNKNOWN", "", "role", "The role is reader, editor or owner.");
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            var owner = lock(dataset, by);
            var user = user(person);
            if (owner.equals(person)) {
                throw new ConflictException(user.name() + " owns this data set; hand it over to somebody else first.");
            }
            repository.set(dataset, person, role, by.id());
            audit.record(
                    by.actor(), "dataset.share", "dataset " + dataset, "with " + user.name() + " as " + words(role));
            events.publishEvent(new DatasetShared(dataset, person, role, by));
            return find(dataset, person);
        }));
    }

    private Member handOver(DatasetId dataset, UserId person, User by) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                var owner = lock(dataset, by);
                var user = user(person);
                if (user.role() == Role.VIEWER) {
                    throw new ConflictException(
                            user.name() + " may only look at things here, and so can't own a data set;"
                                    + " an administrator can make them a member.");
                }
                if (!owner.equals(person)) {
                    repository.remove(dataset, person);
                    repository.setOwner(dataset, person);
                    repository.set(dataset, owner, DatasetRole.EDITOR, by.id());
                    audit.record(
                            by.actor(),
                            "dataset.hand-over",
                            "dataset " + dataset,
                            "from " + name(owner) + " to " + user.name());
                    events.publishEvent(new DatasetShared(dataset, person, DatasetRole.OWNER, by));
                }
                return find(dataset, person);
            }));
        } catch (DuplicateKeyException e) {
            throw new ConflictException(name(person) + " already has a data set of this name; rename this one first.");
        }
    }

    /**
     * Takes a role away; everybody may give up their own.
     *
     * @throws NotFoundException where this person has none
     * @throws ConflictException where it is the owner's
     */
    public void remove(DatasetId dataset, UserId person, User by) {
        transaction.executeWithoutResult(status -> {
            var owner = person.equals(by.id()) ? see(dataset, by).owner() : lock(dataset, by);
            if (owner.equals(person)) {
                throw new ConflictException(name(person) + " owns this data set; hand it over to somebody else first.");
            }
            if (!repository.remove(dataset, person)) {
                throw new NotFoundException("This person has no role of their own on this data set.");
            }
            audit.record(by.actor(), "dataset.unshare", "dataset " + dataset, "with " + name(person));
        });
    }

    /**
     * Says what the data set is to the team.
     *
     * @param teamRole of those who have no role of their own, where the team sees it: MEMBER or READER
     */
    public Dataset setTeam(DatasetId dataset, Dataset.Visibility visibility, DatasetRole teamRole, User by) {
        requireTeamRole(teamRole);
        return Objects.requireNonNull(transaction.execute(status -> {
            lock(dataset, by);
            repository.setTeamRole(dataset, visibility, teamRole);
            audit.record(
                    by.actor(),
                    "dataset.share",
                    "dataset " + dataset,
                    visibility == Dataset.Visibility.PRIVATE ? "private" : "with the team, each as " + words(teamRole));
            return see(dataset, by);
        }));
    }

    /** @throws InputException where it is none that the whole team can have */
    public static void requireTeamRole(DatasetRole role) {
        if (role != DatasetRole.MEMBER && role != DatasetRole.READER) {
            throw new InputException("ROLE_UNKNOWN", "", "teamRole", "What the team may do is member or reader.");
        }
    }

    /** @throws InputException where nobody is called so */
    public User named(String name) {
        return users.list().stream()
                .filter(u -> u.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "USER_UNKNOWN", "", "user", "There is no user called " + name.strip() + "."));
    }

    /**
     * @param nameOrId as addresses have it
     * @throws InputException where there is nobody of this id or name
     */
    public UserId person(String nameOrId) {
        return nameOrId.matches("[1-9][0-9]{0,17}")
                ? users.find(new UserId(Long.parseLong(nameOrId)))
                        .orElseGet(() -> named(nameOrId))
                        .id()
                : named(nameOrId).id();
    }

    private static String words(DatasetRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private Member find(DatasetId dataset, UserId person) {
        return repository.list(dataset).stream()
                .filter(m -> m.user().equals(person))
                .findFirst()
                .orElseThrow();
    }

    /** Who was removed gets no role any more. */
    private User user(UserId person) {
        return users.list().stream()
                .filter(u -> u.id().equals(person))
                .findFirst()
                .orElseThrow(() -> new InputException("USER_UNKNOWN", "", "user", "There is no such user any more."));
    }

    private String name(UserId person) {
        return users.find(person).map(User::name).orElse("somebody");
    }

    private Dataset see(DatasetId dataset, User viewer) {
        return datasets.find(dataset, viewer)
                .orElseThrow(() -> new NotFoundException("There is no data set " + dataset + "."));
    }

    /** @return its owner */
    private UserId lock(DatasetId dataset, User by) {
        // What they may do is asked behind the lock: whoever hands it over twice is no owner the second time.
        var owner = repository.lockOwner(dataset);
        if (!see(dataset, by).role().mayManage()) {
            throw new AccessDeniedException("Only its owner and administrators may share this data set.");
        }
        return owner.orElseThrow();
    }
}
