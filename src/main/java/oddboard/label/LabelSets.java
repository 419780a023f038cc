package oddboard.label;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.common.PlainText;
import oddboard.dataset.Dataset;
import oddboard.dataset.Datasets;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.ImageNames;
import oddboard.dataset.LabelPart;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** The label sets of versions. A label set never changes; relabeling makes the next one. */
@Service
public class LabelSets {
    private static final int MAX_NOTE_LENGTH = 2000;
    private static final long KEPT_IMAGES = 1_000_000;

    private final LabelSetRepository repository;
    private final Datasets datasets;
    private final LabelSplits splits;
    private final LabelSplitRepository splitRepository;
    private final TransactionOperations transaction;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    private final Cache<Long, Labels> known = Caffeine.newBuilder()
            .maximumWeight(KEPT_IMAGES)
            .weigher((Long id, Labels labels) -> labels.anomalous().length)
            .build();

    public LabelSets(
            LabelSetRepository repository,
            Datasets datasets,
            LabelSplits splits,
            LabelSplitRepository splitRepository,
            TransactionOperations transaction,
            ApplicationEventPublisher events,
            Audit audit) {
        this.repository = repository;
        this.datasets = datasets;
        this.splits = splits;
        this.splitRepository = splitRepository;
        this.transaction = transaction;
        this.events = events;
        this.audit = audit;
    }

    /** Newest first. */
    public List<LabelSet> list(VersionId version) {
        return repository.list(version);
    }

    /** @param number 0 = the newest */
    public Optional<LabelSet> find(VersionId version, int number) {
        return repository.find(version, number);
    }

    /**
     * @param number 0 = the newest
     * @throws NotFoundException where the version has no such label set
     */
    public LabelSet require(VersionId version, int number) {
        return find(version, number)
                .orElseThrow(() -> new NotFoundException(
                        number == LabelSet.NEWEST
                                ? "There is no version " + version + " that is ready."
                                : "This version has no label set " + number + "."));
    }

    /**
     * Every label, whoever may see it: for evaluating, never for showing. The architecture test lists who calls this.
     *
     * @param number 0 = the newest
     */
    public Labels whole(VersionId version, int number) {
        long id = require(version, number).id();
        // Read outside of the cache's lock: whoever waited for it could hold the connection that the reader waits for.
        Labels found = known.getIfPresent(id);
        if (found == null) {
            found = repository.labels(id);
            known.put(id, found);
        }
        return found;
    }

    /** The newest label set of a ready version, every label of it: for workers, never for showing. */
    public Labels forWorkers(VersionId version) {
        return whole(version, LabelSet.NEWEST);
    }

    /**
     * Every label that this viewer may see; the others are hidden.
     *
     * @param number 0 = the newest
     */
    public Labels labels(VersionId version, int number, User viewer) {
        return splits.only(whole(version, number), version, splits.labels(version, viewer));
    }

    /**
     * Those that metrics on a page use; the others are hidden.
     *
     * @param number 0 = the newest
     * @param requested null = the part that counts; what this viewer may not see is never given
     */
    public Labels evaluating(VersionId version, int number, @Nullable LabelPart requested, User viewer) {
        return splits.only(whole(version, number), version, splits.shown(version, requested, viewer));
    }

    /** The newest ones that metrics use where nobody chose a part: whoever sees the version may see these metrics. */
    public Labels counting(VersionId version) {
        return splits.only(whole(version, LabelSet.NEWEST), version, splits.counted(version));
    }

    /** The part that counts, for whoever asks for none. */
    public LabelPart counted(VersionId version) {
        return splits.counted(version);
    }

    /** By which a run is evaluated: all labels, and where they are split each part of them too. */
    public List<Labels> parts(VersionId version, Labels whole) {
        return splits.counted(version) == LabelPart.ALL
                ? List.of(whole)
                : List.of(
                        whole,
                        splits.only(whole, version, LabelPart.PUBLIC),
                        splits.only(whole, version, LabelPart.PRIVATE));
    }

    /** Names of all images as uploaded, training first, then test; those whose label is hidden have none of their own. */
    public String[] imageNames(VersionId version, User viewer) {
        var names = datasets.imageNames(version);
        var labels = labels(version, LabelSet.NEWEST, viewer);
        if (labels.hidesNone()) {
            return names;
        }
        int train = names.length - labels.anomalous().length;
        var shown = names.clone();
        for (int i = train; i < names.length; i++) {
            shown[i] = labels.isHidden(i - train) ? ImageNames.hiddenName(i - train) : names[i];
        }
        return shown;
    }

    /** Its owner, its editors and administrators. */
    public boolean mayRelabel(Dataset dataset, User user) {
        return datasets.mayEdit(dataset, user);
    }

    /** As above, but who manages the data set alone while the version's labels are split and closed. */
    public boolean mayRelabel(Dataset dataset, VersionId version, User user) {
        return mayRelabel(dataset, user) && splits.labels(version, user) == LabelPart.ALL;
    }

    /**
     * Saves the newest labels with these changes as the next label set; every run of the version is evaluated by it at once.
     *
     * @throws InputException where nothing differs or the note is too long
     */
    public LabelSet save(VersionId version, List<LabelChange> changes, String note, User by) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var saved = add(version, changes, note, by);
            repository.clearDraft(version, by.id());
            return saved;
        }));
    }

    /** As {@link #save}, leaving alone what the person has labeled and not saved yet. */
    LabelSet add(VersionId version, List<LabelChange> changes, String note, User by) {
        requireRelabel(version, by);
        var plain = PlainText.text(note, "note");
        if (plain.length() > MAX_NOTE_LENGTH) {
            throw new InputException("NOTE_TOO_LONG", "", "note", "A note has at most 2,000 characters.");
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            if (!repository.lock(version)) {
                throw new NotFoundException("There is no version " + version + " that is ready.");
            }
            var before = repository.labels(require(version, LabelSet.NEWEST).id());
            var next = new ImageLabel[before.anomalous().length];
            Arrays.setAll(next, before::label);
            var type = before.type().clone();
            boolean differs = false;
            for (var change : changes) {
                check(change, before);
                differs |= !change.isIn(before);
                next[change.image()] = change.label();
                type[change.image()] = change.type();
            }
            if (!differs) {
                throw new InputException(
                        "LABELS_UNCHANGED",
                        "",
                        "",
                        "No label differs from label set " + before.number() + "; there is nothing to save.");
            }
            int number = before.number() + 1;
            long id = repository.insert(version, number, next, type, plain, by.id());
            splitRepository.count(version);
            audit.record(
                    by.actor(),
                    "labels.save",
                    "version " + version,
                    "label set " + number + ", " + changes.size() + (changes.size() == 1 ? " label" : " labels")
                            + " sent");
            events.publishEvent(new LabelSetSaved(version, Labels.of(id, number, next, type)));
            return require(version, number);
        }));
    }

    static void check(LabelChange change, Labels labels) {
        if (change.image() < 0 || change.image() >= labels.anomalous().length) {
            throw new InputException(
                    "LABEL_UNKNOWN_IMAGE",
                    "",
                    "",
                    "There is no test image " + change.image() + "; the test images are 0 to "
                            + (labels.anomalous().length - 1) + ".");
        }
    }

    void requireRelabel(VersionId version, User by) {
        var dataset = datasets.findByVersion(version, by)
                .orElseThrow(() -> new NotFoundException("There is no version " + version + "."));
        if (mayRelabel(dataset, by) && !mayRelabel(dataset, version, by)) {
            throw new AccessDeniedException(
                    "Only its owner and administrators may relabel this version while its labels are split"
                            + " and not open.");
        }
        if (!mayRelabel(dataset, by)) {
            throw new AccessDeniedException(
                    "Only its owner, its editors and administrators may relabel this data set.");
        }
    }

    /** A test image's label in one label set. */
    public record Past(LabelSet set, String label) {}

    /** The labels that a test image had, newest first; only where they changed, and the first. None where it is hidden. */
    public List<Past> history(VersionId version, int image, User viewer) {
        if (labels(version, LabelSet.NEWEST, viewer).isHidden(image)) {
            return List.of();
        }
        var all = repository.history(version, image);
        var history = new ArrayList<Past>();
        for (int i = 0; i < all.size(); i++) {
            var now = all.get(i);
            var before = i + 1 < all.size() ? all.get(i + 1) : null;
            if (before == null
                    || before.label() != now.label()
                    || !before.type().equals(now.type())) {
                history.add(new Past(now.set(), now.label().words(now.type())));
            }
        }
        return history;
    }
}
