package oddboard.label;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Datasets;
import oddboard.dataset.LabelPart;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Splits of test labels in public and private ones, and who may see which. */
@Service
public class LabelSplits {
    private static final long KEPT_IMAGES = 1_000_000;

    private final LabelSplitRepository repository;
    private final LabelSetRepository labelSets;
    private final Datasets datasets;
    private final TransactionOperations transaction;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    /** Which images are public never changes. */
    private final Cache<VersionId, boolean[]> known = Caffeine.newBuilder()
            .maximumWeight(KEPT_IMAGES)
            .weigher((VersionId version, boolean[] images) -> images.length)
            .build();

    public LabelSplits(
            LabelSplitRepository repository,
            LabelSetRepository labelSets,
            Datasets datasets,
            TransactionOperations transaction,
            ApplicationEventPublisher events,
            Audit audit) {
        this.repository = repository;
        this.labelSets = labelSets;
        this.datasets = datasets;
        this.transaction = transaction;
        this.events = events;
        this.audit = audit;
    }

    public Optional<LabelSplit> find(VersionId version) {
        return repository.find(version);
    }

    /** The part that the metrics use where nobody chose one; everybody may see these. */
    public LabelPart counted(VersionId version) {
        return repository.counted(version);
    }

    /** Whether this user may split the version's labels and reveal them: who manages its data set. */
    public boolean mayManage(VersionId version, User user) {
        return datasets.findByVersion(version, user)
                .filter(d -> datasets.mayManage(d, user))
                .isPresent();
    }

    /** The parts whose metrics this viewer may see, the counted one first. */
    public List<LabelPart> parts(VersionId version, User viewer) {
        return switch (counted(version)) {
            case ALL -> List.of(LabelPart.ALL);
            case PRIVATE -> List.of(LabelPart.PRIVATE, LabelPart.PUBLIC, LabelPart.ALL);
            case PUBLIC ->
                mayManage(version, viewer)
                        ? List.of(LabelPart.PUBLIC, LabelPart.PRIVATE, LabelPart.ALL)
                        : List.of(LabelPart.PUBLIC);
        };
    }

    /** The requested part where this viewer may see it, else the counted one. */
    public LabelPart shown(VersionId version, @Nullable LabelPart requested, User viewer) {
        LabelPart counted = counted(version);
        return requested == null
                        || requested == counted
                        || !parts(version, viewer).contains(requested)
                ? counted
                : requested;
    }

    /** The part of single images' labels that this viewer may see: all, or the public ones. */
    public LabelPart labels(VersionId version, User viewer) {
        return counted(version) == LabelPart.PUBLIC && !mayManage(version, viewer) ? LabelPart.PUBLIC : LabelPart.ALL;
    }

    /** These labels with those of the other part taken away. */
    public Labels only(Labels labels, VersionId version, LabelPart part) {
        return part == LabelPart.ALL ? labels : labels.only(part, isPublic(version));
    }

    /** Read outside of the cache's lock: whoever waited for it could hold the connection that the reader waits for. */
    private boolean[] isPublic(VersionId version) {
        boolean[] found = known.getIfPresent(version);
        if (found == null) {
            found = repository.isPublic(version);
            known.put(version, found);
        }
        return found;
    }

    /**
     * Splits a version's labels for good: the same share of each type becomes public, drawn by the seed from the newest label
     * set. Whoever does not manage the data set sees public labels and metrics alone, until they are revealed.
     *
     * @param share percent, 1 to 99
     * @throws InputException where one part would lack normal or anomalous images
     * @throws ConflictException where the version is split already, or the order of its images tells labels
     */
    public LabelSplit make(VersionId version, int share, long seed, User by) {
        requireManage(version, by);
        if (share < 1 || share > 99) {
            throw badShare();
        }
        if (orderTells(version)) {
            throw new ConflictException(
                    "LABEL_ORDER",
                    "The order of this version's test images tells their labels, so that hiding them is in vain. Import the"
                            + " files again with hidden labels: that version has a random order.");
        }
        make(version, share, seed, by.actor());
        return find(version).orElseThrow();
    }

    public static InputException badShare() {
        return new InputException("SPLIT_SHARE", "", "share", "The public share is a number from 1 to 99 percent.");
    }

    /**
     * The same for an import, whose user was asked before.
     *
     * @throws InputException where one part would lack normal or anomalous images
     */
    public void make(VersionId version, int share, long seed, Audit.Actor by) {
        transaction.executeWithoutResult(status -> {
            if (!labelSets.lock(version)) {
                throw new NotFoundException("There is no version " + version + " that is ready.");
            }
            var newest = labelSets.find(version, LabelSet.NEWEST).orElseThrow();
            var labels = labelSets.labels(newest.id());
            var isPublic = Stratified.draw(labels, share, seed);
            requireBothClasses(labels, isPublic);
            if (!repository.insert(
                    version,
                    share,
                    seed,
                    isPublic,
                    types(labels.only(LabelPart.PUBLIC, isPublic)),
                    new UserId(by.account()))) {
                throw new ConflictException("The labels of this version are split already.");
            }
            repository.count(version);
            audit.record(by, "labels.split", "version " + version, share + " % of each type public");
            events.publishEvent(new LabelSplitMade(version));
        });
    }

    /**
     * Whether hidden labels can be guessed by the order of the test images, as where each folder's images stand together.
     *
     * @throws AccessDeniedException for who may not split and reveal them
     */
    public boolean orderTells(VersionId version, User by) {
        requireManage(version, by);
        return orderTells(version);
    }

    private boolean orderTells(VersionId version) {
        return labelSets
                .find(version, LabelSet.NEWEST)
                .filter(newest -> LabelOrder.tells(labelSets.labels(newest.id()).anomalous()))
                .isPresent();
    }

    private static void requireBothClasses(Labels labels, boolean[] isPublic) {
        var seen = new boolean[4];
        for (int i = 0; i < isPublic.length; i++) {
            if (labels.knows(i)) {
                seen[(isPublic[i] ? 2 : 0) + (labels.anomalous()[i] ? 1 : 0)] = true;
            }
        }
        for (boolean one : seen) {
            if (!one) {
                throw new InputException(
                        "SPLIT_TOO_SMALL",
                        "",
                        "share",
                        "Each part needs a normal and an anomalous test image at least; there are too few for that.");
            }
        }
    }

    private static TreeMap<String, Integer> types(Labels labels) {
        var types = new TreeMap<String, Integer>();
        for (int i : labels.images()) {
            types.merge(labels.anomalous()[i] ? labels.type()[i] : "good", 1, Integer::sum);
        }
        return types;
    }

    /**
     * Lets everybody see the private labels and metrics; there is no way back.
     *
     * @throws ConflictException where there is nothing to open
     */
    public LabelSplit open(VersionId version, User by) {
        requireManage(version, by);
        transaction.executeWithoutResult(status -> {
            if (!repository.open(version, by.id())) {
                throw new ConflictException("The labels of this version are not split, or open already.");
            }
            audit.record(
                    by.actor(),
                    "labels.open",
                    "version " + version,
                    "everybody can see private labels and metrics now");
        });
        return find(version).orElseThrow();
    }

    private void requireManage(VersionId version, User by) {
        if (datasets.findByVersion(version, by).isEmpty()) {
            throw new NotFoundException("There is no version " + version + ".");
        }
        if (!mayManage(version, by)) {
            throw new AccessDeniedException(
                    "Only its owner and administrators may split and reveal the labels of this data set.");
        }
    }
}
