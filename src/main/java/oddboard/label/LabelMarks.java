package oddboard.label;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.common.PlainText;
import oddboard.dataset.Dataset;
import oddboard.dataset.Datasets;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Labels that users say are wrong; who may relabel the data set approves, which makes a new label set, or rejects. */
@Service
public class LabelMarks {
    private static final int MAX_REASON_LENGTH = 1000;
    private static final int LISTED = 1000;

    private final LabelMarkRepository repository;
    private final LabelSets labelSets;
    private final Datasets datasets;
    private final TransactionOperations transaction;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    LabelMarks(
            LabelMarkRepository repository,
            LabelSets labelSets,
            Datasets datasets,
            TransactionOperations transaction,
            Audit audit,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.labelSets = labelSets;
        this.datasets = datasets;
        this.transaction = transaction;
        this.audit = audit;
        this.events = events;
    }

    /** Whoever may change the data set may say that a label of it is wrong. */
    public boolean mayMark(Dataset dataset, User user) {
        return datasets.mayChange(dataset, user);
    }

    /**
     * Puts a suggestion on the version's review list; an open one of the same person for the same image gives way.
     *
     * @param run in whose images it was seen, or null
     * @throws InputException where the image has that label, or the same was rejected already
     */
    public LabelMark mark(VersionId version, LabelChange change, String reason, @Nullable Long run, User by) {
        Dataset dataset = dataset(version, by);
        if (!mayMark(dataset, by)) {
            throw new AccessDeniedException("You may look at this data set, but not mark labels of it.");
        }
        Labels labels = labelSets.labels(version, LabelSet.NEWEST, by);
        LabelSets.check(change, labels);
        if (labels.isHidden(change.image())) {
            throw new InputException(
                    "LABEL_HIDDEN", "", "label", "The label of this image is hidden until the labels are revealed.");
        }
        if (change.isIn(labels)) {
            throw new InputException(
                    "LABEL_UNCHANGED", "", "label", "This image is labeled " + change.words() + " already.");
        }
        String plain = PlainText.text(reason, "reason");
        if (plain.length() > MAX_REASON_LENGTH) {
            throw new InputException("REASON_TOO_LONG", "", "reason", "A reason has at most 1,000 characters.");
        }
        rejected(version, change).ifPresent(before -> {
            throw new InputException(
                    "LABEL_REJECTED",
                    "",
                    "label",
                    before.decidedBy() + " has rejected \"" + before.label()
                            + "\" for this image already; an editor can take that back on the review page.");
        });
        long id = Objects.requireNonNull(transaction.execute(status -> {
            long put = repository.put(version, change, plain, run, by.id());
            audit.record(
                    by.actor(),
                    "mark.add",
                    "version " + version,
                    "test image " + change.image() + " as " + change.words());
            events.publishEvent(new LabelMarked(version, by));
            return put;
        }));
        return repository.of(version, change.image()).stream()
                .filter(m -> m.id() == id)
                .findFirst()
                .orElseThrow();
    }

    private Optional<LabelMark> rejected(VersionId version, LabelChange change) {
        return repository.of(version, change.image()).stream()
                .filter(m -> m.state() == LabelMark.State.REJECTED && m.change().equals(change))
                .findFirst();
    }

    /** Open ones oldest first, decided ones newest first; at most {@value #LISTED}. */
    public List<LabelMark> list(VersionId version, LabelMark.State state, User viewer) {
        return known(repository.list(version, state, LISTED), version, viewer);
    }

    /** What users said of images whose label the viewer may not see is as good as that label. */
    private List<LabelMark> known(List<LabelMark> marks, VersionId version, User viewer) {
        Labels labels = labelSets.labels(version, LabelSet.NEWEST, viewer);
        return marks.stream().filter(m -> !labels.isHidden(m.image())).toList();
    }

    /** What was said of one test image, newest first. */
    public List<LabelMark> of(VersionId version, int image, User viewer) {
        return known(repository.of(version, image), version, viewer);
    }

    public int open(VersionId version) {
        return repository.count(version, LabelMark.State.OPEN);
    }

    /**
     * Makes the marks' labels the next label set.
     *
     * @return empty where all images have these labels meanwhile
     * @throws InputException where two of them want different labels for one image
     * @throws ConflictException where one is decided already
     */
    public Optional<LabelSet> approve(VersionId version, Collection<Long> ids, String note, User by) {
        labelSets.requireRelabel(version, by);
        return Objects.requireNonNull(transaction.execute(status -> {
            List<LabelMark> marks = lockOpen(version, ids);
            List<LabelChange> changes = differing(version, marks);
            Optional<LabelSet> set = changes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(labelSets.add(version, changes, note.isBlank() ? note(changes.size()) : note, by));
            repository.decide(
                    ids, LabelMark.State.APPROVED, set.map(LabelSet::id).orElse(null), by.id());
            audit.record(by.actor(), "mark.approve", "version " + version, "marks " + ids);
            events.publishEvent(new LabelMarksDecided(version, List.copyOf(ids), true, by));
            return set;
        }));
    }

    private static String note(int labels) {
        return labels + (labels == 1 ? " label marked as wrong" : " labels marked as wrong");
    }

    private List<LabelChange> differing(VersionId version, List<LabelMark> marks) {
        Labels now = labelSets.whole(version, LabelSet.NEWEST);
        Map<Integer, LabelMark> wanted = new HashMap<>();
        List<LabelChange> changes = new ArrayList<>();
        for (LabelMark mark : marks) {
            LabelMark other = wanted.put(mark.image(), mark);
            if (other != null && !other.change().equals(mark.change())) {
                throw new InputException(
                        "LABELS_DIFFER",
                        "",
                        "",
                        "Test image " + mark.image() + " is to be \"" + other.label() + "\" and \"" + mark.label()
                                + "\": reject one of them first.");
            }
            if (other == null && !mark.change().isIn(now)) {
                changes.add(mark.change());
            }
        }
        return changes;
    }

    /** @throws ConflictException where one is decided already */
    public void reject(VersionId version, Collection<Long> ids, User by) {
        labelSets.requireRelabel(version, by);
        transaction.executeWithoutResult(status -> {
            lockOpen(version, ids);
            repository.decide(ids, LabelMark.State.REJECTED, null, by.id());
            audit.record(by.actor(), "mark.reject", "version " + version, "marks " + ids);
            events.publishEvent(new LabelMarksDecided(version, List.copyOf(ids), false, by));
        });
    }

    /** A rejected one waits for review again. */
    public void reopen(VersionId version, long id, User by) {
        labelSets.requireRelabel(version, by);
        if (!repository.reopen(version, id)) {
            throw new ConflictException("This suggestion is not a rejected one, or a newer one waits in its place.");
        }
        audit.record(by.actor(), "mark.reopen", "version " + version, "mark " + id);
    }

    private List<LabelMark> lockOpen(VersionId version, Collection<Long> ids) {
        if (ids.isEmpty()) {
            throw new InputException("FIELD_INVALID", "", "ids", "\"ids\" names no suggestion.");
        }
        List<LabelMark> marks = repository.lock(version, ids);
        if (marks.size() != ids.size()) {
            throw new NotFoundException("This version has no such suggestion.");
        }
        for (LabelMark mark : marks) {
            if (mark.state() != LabelMark.State.OPEN) {
                throw new ConflictException(
                        mark.decidedBy() + " has decided on test image " + mark.image() + " already.");
            }
        }
        return marks;
    }

    private Dataset dataset(VersionId version, User by) {
        return datasets.findByVersion(version, by)
                .orElseThrow(() -> new NotFoundException("There is no version " + version + "."));
    }
}
