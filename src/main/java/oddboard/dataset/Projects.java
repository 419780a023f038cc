package oddboard.dataset;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Projects and the data sets in them. Whoever is no member gets the same answers as if a project weren't there; a data set
 * is in one project at most, and stays when its project goes.
 */
@Service
public class Projects {
    private final ProjectRepository repository;
    private final Datasets datasets;
    private final TransactionOperations transaction;
    private final Audit audit;

    Projects(ProjectRepository repository, Datasets datasets, TransactionOperations transaction, Audit audit) {
        this.repository = repository;
        this.datasets = datasets;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** Those that this user is a member of, and all for administrators; by name. */
    public List<Project> list(User viewer) {
        return repository.list(viewer.id());
    }

    public Optional<Project> find(ProjectId id, User viewer) {
        return repository.find(id, viewer.id());
    }

    /** @throws NotFoundException where this user sees no such project */
    public Project require(ProjectId id, User viewer) {
        return find(id, viewer).orElseThrow(() -> new NotFoundException("There is no project " + id + "."));
    }

    /** @throws InputException where the name is empty, too long or taken by this owner */
    public Project create(String name, String description, User by) {
        if (!by.mayChange()) {
            throw new AccessDeniedException("You may look at data sets, but not make projects of them.");
        }
        var plain = plainName(name);
        var text = Datasets.plainDescription(description);
        try {
            var id = Objects.requireNonNull(transaction.execute(status -> {
                var fresh = repository.insert(plain, text, by.id());
                audit.record(by.actor(), "project.create", "project " + fresh, plain);
                return fresh;
            }));
            return require(id, by);
        } catch (DuplicateKeyException e) {
            throw new InputException("NAME_TAKEN", "", "name", "You already have a project called " + plain + ".");
        }
    }

    /** Null leaves a thing as it is. */
    public Project change(ProjectId id, @Nullable String name, @Nullable String description, User by) {
        var before = requireManage(id, by);
        var plain = name == null ? before.name() : plainName(name);
        var text = description == null ? before.description() : Datasets.plainDescription(description);
        try {
            transaction.executeWithoutResult(status -> {
                repository.lock(id);
                requireManage(id, by);
                repository.update(id, plain, text);
                audit.record(
                        by.actor(),
                        "project.change",
                        "project " + id,
                        before.name().equals(plain) ? "description" : "name " + before.name() + " → " + plain);
            });
        } catch (DuplicateKeyException e) {
            throw new InputException(
                    "NAME_TAKEN", "", "name", before.ownerName() + " already has a project called " + plain + ".");
        }
        return require(id, by);
    }

    /** Its data sets stay, without a project; only the roles that the project gave are gone. */
    public void delete(ProjectId id, User by) {
        transaction.executeWithoutResult(status -> {
            repository.lock(id);
            var project = requireManage(id, by);
            repository.delete(id);
            audit.record(
                    by.actor(),
                    "project.delete",
                    "project " + id,
                    project.name() + ", of " + project.datasets() + " data sets, which stay");
        });
    }

    /**
     * Moves a data set into the project, out of another where it is in one.
     *
     * @throws AccessDeniedException where this user may not share the data set, or not edit the project
     */
    public void put(ProjectId id, DatasetId dataset, User by) {
        transaction.executeWithoutResult(status -> {
            repository.lock(id);
            if (!require(id, by).role().mayEdit()) {
                throw new AccessDeniedException("You may look at this project, but not put data sets into it.");
            }
            var moved = datasets.find(dataset, by)
                    .orElseThrow(() -> new NotFoundException("There is no data set " + dataset + "."));
            if (!moved.role().mayManage()) {
                throw new AccessDeniedException(
                        "Only its owner and administrators may put this data set into a project: its members see it then.");
            }
            var before = repository.projectOf(dataset);
            if (before.isPresent() && before.get().equals(id)) {
                return;
            }
            repository.put(dataset, id);
            audit.record(
                    by.actor(),
                    "project.add",
                    "project " + id,
                    "dataset " + dataset + ", " + moved.name()
                            + before.map(other -> ", from project " + other).orElse(""));
        });
    }

    /**
     * Takes a data set out; members of the project see it no longer by their role there.
     *
     * @throws ConflictException where it isn't in this project
     */
    public void takeOut(ProjectId id, DatasetId dataset, User by) {
        transaction.executeWithoutResult(status -> {
            repository.lock(id);
            var project = require(id, by);
            var moved = datasets.find(dataset, by)
                    .orElseThrow(() -> new NotFoundException("There is no data set " + dataset + "."));
            if (!moved.role().mayManage() && !project.role().mayManage()) {
                throw new AccessDeniedException("Only who owns this data set or the project may take it out.");
            }
            if (!repository.projectOf(dataset).equals(Optional.of(id))) {
                throw new ConflictException(moved.name() + " is not in the project " + project.name() + ".");
            }
            repository.takeOut(dataset);
            audit.record(by.actor(), "project.remove", "project " + id, "dataset " + dataset + ", " + moved.name());
        });
    }

    private Project requireManage(ProjectId id, User by) {
        var project = require(id, by);
        if (!project.role().mayManage()) {
            throw new AccessDeniedException("Only its owner and administrators may change or delete this project.");
        }
        return project;
    }

    private static String plainName(String name) {
        try {
            return Datasets.plainName(name);
        } catch (InputException e) {
            throw new InputException(
                    "NAME_INVALID", "", "name", "A project's name has 1 to 200 characters in one line.");
        }
    }
}
