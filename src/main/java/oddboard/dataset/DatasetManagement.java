package oddboard.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.common.PlainText;
import oddboard.dataset.VersionUse.Open;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Changes what a data set is called and who sees it, and deletes it or one of its versions. */
@Service
public class DatasetManagement {
    public static final int MAX_TAGS = 20;

    private final DatasetManagementRepository repository;
    private final Datasets datasets;
    private final ObjectProvider<VersionUse> versionUses;
    private final TransactionOperations transaction;
    private final Audit audit;

    DatasetManagement(
            DatasetManagementRepository repository,
            Datasets datasets,
            ObjectProvider<VersionUse> versionUses,
            TransactionOperations transaction,
            Audit audit) {
        this.repository = repository;
        this.datasets = datasets;
        this.versionUses = versionUses;
        this.transaction = transaction;
        this.audit = audit;
    }

    /**
     * What a deletion takes away.
     *
     * @param bytes of images, uploads, checkpoints and reconstructions
     * @param open what waits or runs, and so forbids it
     * @param kept models, which forbid it
     */
    public record Loss(int versions, int images, int runs, long bytes, List<Open> open, List<Open> kept) {}

    /**
     * Null leaves a thing as it is.
     *
     * @param revision of the data set that the writer has read; null = whatever it says now is replaced
     * @throws ConflictException where somebody else has changed it since
     */
    public Dataset change(
            DatasetId id,
            @Nullable String name,
            @Nullable String description,
            @Nullable List<String> tags,
            Dataset.@Nullable Visibility visibility,
            @Nullable String revision,
            User by) {
        var dataset = require(id, by);
        var words = tags == null ? dataset.tags() : plainTags(tags);
        var plain = name == null ? dataset.name() : Datasets.plainName(name);
        var text = description == null ? dataset.description() : Datasets.plainDescription(description);
        var seen = visibility == null ? dataset.visibility() : visibility;
        try {
            transaction.executeWithoutResult(status -> {
                repository.lock(id);
                if (revision != null && !revision.equals(require(id, by).revision())) {
                    throw new ConflictException(
                            "CHANGED_MEANWHILE",
                            "Somebody else has changed the name or description of this data set since you opened it;"
                                    + " nothing of yours was stored. Keep a copy of your text, then open it again.");
                }
                repository.update(id, plain, text, words, seen);
                audit.record(
                        by.actor(),
                        seen == dataset.visibility() ? "dataset.change" : "dataset.share",
                        "dataset " + id,
                        changes(dataset, plain, text, words, seen));
            });
        } catch (DuplicateKeyException e) {
            throw new InputException(
                    "NAME_TAKEN", "", "name", dataset.ownerName() + " already has a data set called " + plain + ".");
        }
        return require(id, by);
    }

    /** @throws InputException where there are too many, or one is too long */
    static List<String> plainTags(List<String> given) {
        var tags = given.stream()
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .distinct()
                .toList();
        if (tags.size() > MAX_TAGS || tags.stream().anyMatch(t -> t.length() > 50 || !PlainText.isLine(t))) {
            throw new InputException(
                    "TAGS_INVALID", "", "tags", "A data set has at most 20 tags of at most 50 characters.");
        }
        return tags;
    }

    private static String changes(
            Dataset before, String name, String description, List<String> tags, Dataset.Visibility seen) {
        var changed = new ArrayList<String>();
        if (!before.name().equals(name)) {
            changed.add("name " + before.name() + " → " + name);
        }
        if (!before.description().equals(description)) {
            changed.add("description");
        }
        if (!before.tags().equals(tags)) {
            changed.add("tags " + before.tags() + " → " + tags);
        }
        if (before.visibility() != seen) {
            changed.add("visibility " + before.visibility() + " → " + seen);
        }
        return String.join(", ", changed);
    }

    /**
     * Hides the data set from lists, or brings it back. Nothing of it is deleted, and what is under way goes on; but it takes
     * no new images, runs or scores meanwhile.
     */
    public Dataset archive(DatasetId id, boolean archived, User by) {
        transaction.executeWithoutResult(status -> {
            repository.lock(id);
            var dataset = require(id, by);
            if (dataset.isArchived() != archived) {
                repository.archive(id, archived);
                audit.record(
                        by.actor(), archived ? "dataset.archive" : "dataset.restore", "dataset " + id, dataset.name());
            }
        });
        return require(id, by);
    }

    public Loss loss(Dataset dataset) {
        return loss(dataset.versions());
    }

    public Loss loss(List<DatasetVersion> versions) {
        var ids = versions.stream().map(DatasetVersion::id).toList();
        var uses = versionUses.stream().map(use -> use.of(ids)).toList();
        var open = Stream.concat(
                        versions.stream()
                                .filter(v -> v.state() == DatasetVersion.State.IMPORTING)
                                .map(v -> new Open(
                                        "import of version " + v.number(), DatasetRoutes.versions(v.dataset()))),
                        uses.stream().flatMap(u -> u.open().stream()))
                .toList();
        return new Loss(
                versions.size(),
                versions.stream().mapToInt(v -> v.trainCount() + v.testCount()).sum(),
                uses.stream().mapToInt(VersionUse.Use::runs).sum(),
                repository.bytes(ids)
                        + uses.stream().mapToLong(VersionUse.Use::bytes).sum(),
                open,
                uses.stream().flatMap(u -> u.kept().stream()).toList());
    }

    /**
     * Deletes the data set with all its versions; with their runs only where that is said.
     *
     * @throws ConflictException with a sentence where runs use it, or a job on it waits or runs
     */
    public void delete(DatasetId id, boolean withRuns, User by) {
        transaction.executeWithoutResult(status -> {
            repository.lock(id);
            var dataset = require(id, by);
            remove("The data set " + dataset.name(), dataset.versions(), withRuns);
            repository.deleteDataset(id);
            audit.record(
                    by.actor(),
                    "dataset.delete",
                    "dataset " + id,
                    dataset.name() + (withRuns ? ", with its runs" : ""));
        });
    }

    /**
     * Deletes a data set to which no images were ever given; files sent to it go with it.
     *
     * @throws ConflictException where an import was begun meanwhile
     */
    public void deleteDraft(DatasetId id, User by) {
        transaction.executeWithoutResult(status -> {
            repository.lock(id);
            var dataset = require(id, by);
            if (!dataset.isDraft()) {
                throw new ConflictException(
                        "The data set " + dataset.name() + " is no draft any more: it has a version.");
            }
            repository.deleteDataset(id);
            audit.record(by.actor(), "dataset.delete", "dataset " + id, dataset.name() + ", a draft");
        });
    }

    /** As {@link #delete}, one version alone. */
    public void delete(VersionId id, boolean withRuns, User by) {
        var owner = datasets.findByVersion(id, by)
                .orElseThrow(() -> new NotFoundException("There is no version " + id + "."));
        transaction.executeWithoutResult(status -> {
            repository.lock(owner.id());
            var version = require(owner.id(), by).versions().stream()
                    .filter(v -> v.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new NotFoundException("There is no version " + id + "."));
            remove("Version " + version.number() + " of " + owner.name(), List.of(version), withRuns);
            audit.record(
                    by.actor(),
                    "version.delete",
                    "version " + id,
                    "version " + version.number() + " of dataset " + owner.id() + ", " + owner.name()
                            + (withRuns ? ", with its runs" : ""));
        });
    }

    private void remove(String what, List<DatasetVersion> versions, boolean withRuns) {
        var ids = versions.stream().map(DatasetVersion::id).toList();
        // Runs that start now wait for this transaction, and then find no version.
        repository.lock(ids);
        var loss = loss(versions);
        if (!loss.open().isEmpty()) {
            throw new ConflictException(
                    what + " is used by " + names(loss.open()) + ", which still waits or runs; cancel that first.");
        }
        if (!loss.kept().isEmpty()) {
            throw new ConflictException(
                    what + " is what " + names(loss.kept()) + " was trained on; delete that first if nobody needs it.");
        }
        if (loss.runs() > 0 && !withRuns) {
            throw new ConflictException(what + " is used by " + loss.runs() + (loss.runs() == 1 ? " run" : " runs")
                    + ", which would be deleted with it; say so (withRuns=true) if that is meant.");
        }
        versionUses.forEach(use -> use.delete(ids));
        repository.deleteVersions(ids);
    }

    private static String names(List<Open> open) {
        var names = new ArrayList<>(open.stream().limit(3).map(Open::name).toList());
        if (open.size() > 3) {
            names.add((open.size() - 3) + " more");
        }
        return String.join(", ", names);
    }

    private Dataset require(DatasetId id, User by) {
        var dataset =
                datasets.find(id, by).orElseThrow(() -> new NotFoundException("There is no data set " + id + "."));
        if (!datasets.mayManage(dataset, by)) {
            throw new AccessDeniedException("Only its owner and administrators may change or delete this data set.");
        }
        return dataset;
    }
}
