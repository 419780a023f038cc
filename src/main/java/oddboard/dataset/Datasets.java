package oddboard.dataset;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.common.PlainText;
import oddboard.storage.BlobStore;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Data sets and their versions. Whoever may not see one gets the same answer as if it weren't there. */
@Service
public class Datasets {
    public static final int MAX_BASELINES = 50;
    public static final int MAX_BASELINE_NAME_LENGTH = 100;
    static final int MAX_DESCRIPTION_LENGTH = 10_000;

    private final DatasetRepository datasets;
    private final BlobStore blobs;
    private final TransactionOperations transaction;
    private final Audit audit;

    Datasets(DatasetRepository datasets, BlobStore blobs, TransactionOperations transaction, Audit audit) {
        this.datasets = datasets;
        this.blobs = blobs;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** @throws InputException where the name is empty, too long or taken by this owner */
    public Dataset create(String name, String description, Dataset.Visibility visibility, User by) {
        if (!by.mayChange()) {
            throw new AccessDeniedException("You may look at data sets, but not add any.");
        }
        var plain = plainName(name);
        var text = plainDescription(description);
        try {
            var id = Objects.requireNonNull(transaction.execute(status -> {
                var fresh = datasets.insert(plain, text, visibility, by.id());
                audit.record(by.actor(), "dataset.create", "dataset " + fresh, plain + ", " + visibility);
                return fresh;
            }));
            return datasets.find(id, by).orElseThrow();
        } catch (DuplicateKeyException e) {
            throw new InputException("NAME_TAKEN", "", "", "You already have a data set called " + plain + ".");
        }
    }

    static String plainDescription(String description) {
        var text = PlainText.text(description, "description");
        if (text.length() > MAX_DESCRIPTION_LENGTH) {
            throw new InputException(
                    "DESCRIPTION_TOO_LONG", "", "description", "A description has at most 10,000 characters.");
        }
        return text;
    }

    static String plainName(String name) {
        var plain = name.strip();
        if (plain.isEmpty() || plain.length() > 200 || !PlainText.isLine(plain)) {
            throw new InputException("NAME_INVALID", "", "", "A data set's name has 1 to 200 characters in one line.");
        }
        return plain;
    }

    /** All that this user may see, newest first. */
    public List<Dataset> list(User viewer) {
        return datasets.list(viewer);
    }

    public Optional<Dataset> find(DatasetId id, User viewer) {
        return datasets.find(id, viewer);
    }

    /** The data set that has this version, with it among its versions. */
    public Optional<Dataset> findByVersion(VersionId id, User viewer) {
        return datasets.datasetOf(id).flatMap(dataset -> datasets.find(dataset, viewer));
    }

    public Optional<DatasetVersion> findVersion(VersionId id, User viewer) {
        return datasets.findVersion(id, viewer);
    }

    /** What this user is to the data set now; empty where they don't see it. */
    public Optional<DatasetRole> role(DatasetId id, User user) {
        return datasets.role(id, user.id());
    }

    /** Whether this user may add images, run detectors and send scores. */
    public boolean mayChange(Dataset dataset, User user) {
        return role(dataset.id(), user).filter(DatasetRole::mayWork).isPresent();
    }

    /** Whether this user may relabel images, and has a say over the runs of others. */
    public boolean mayEdit(Dataset dataset, User user) {
        return role(dataset.id(), user).filter(DatasetRole::mayEdit).isPresent();
    }

    /** Its owner and administrators, who alone may rename, share and delete it. */
    public boolean mayManage(Dataset dataset, User user) {
        return role(dataset.id(), user).filter(DatasetRole::mayManage).isPresent();
    }

    /** Nobody deletes the version until the caller's transaction ends. */
    public void hold(VersionId version) {
        if (datasets.hold(version).isEmpty()) {
            throw notReady(version);
        }
    }

    /** @throws NotFoundException where this user sees no such data set */
    public Dataset requireChange(DatasetId id, User user) {
        var dataset =
                datasets.find(id, user).orElseThrow(() -> new NotFoundException("There is no data set " + id + "."));
        if (!mayChange(dataset, user)) {
            throw new AccessDeniedException("You may look at this data set, but not change it.");
        }
        return dataset;
    }

    /**
     * For what adds images, runs or scores: an archived data set takes none. Models that were trained on it go on scoring.
     *
     * @throws ConflictException where it is archived
     */
    public static Dataset requireCurrent(Dataset dataset) {
        if (dataset.isArchived()) {
            throw new ConflictException(
                    "ARCHIVED",
                    "The data set " + dataset.name()
                            + " is archived and takes no new images, runs or scores; restore it first.");
        }
        return dataset;
    }

    public void setBaselines(DatasetId dataset, List<Baseline> baselines, User by) {
        setBaselines(dataset, null, baselines, by);
    }

    /**
     * @param before those that the user saw; null to replace any
     * @throws ConflictException where others are stored meanwhile
     */
    public void setBaselines(DatasetId dataset, @Nullable List<Baseline> before, List<Baseline> baselines, User by) {
        requireChange(dataset, by);
        if (baselines.size() > MAX_BASELINES) {
            throw new InputException(
                    "BASELINE", "", "baselines", "A board has at most " + MAX_BASELINES + " baselines.");
        }
        for (var baseline : baselines) {
            if (baseline.name() != null && !PlainText.isLine(baseline.name())) {
                throw PlainText.refusal("name");
            }
            if (baseline.name() == null || baseline.name().length() > MAX_BASELINE_NAME_LENGTH) {
                throw new InputException(
                        "BASELINE",
                        "",
                        "name",
                        "A baseline's name has 1 to " + MAX_BASELINE_NAME_LENGTH + " characters.");
            }
            if (baseline.name().isBlank() || !(baseline.auroc() >= 0 && baseline.auroc() <= 1)) {
                throw new InputException("BASELINE", "", "", "A baseline has a name and an AUC from 0 to 1.");
            }
        }
        transaction.executeWithoutResult(status -> {
            if (before != null && !datasets.lockBaselines(dataset).equals(before)) {
                throw new ConflictException(
                        "Somebody else changed these lines meanwhile, and yours were not saved. Copy"
                                + " them, reload the page, and enter them again.");
            }
            datasets.setBaselines(dataset, baselines);
            audit.record(
                    by.actor(),
                    "baselines.set",
                    "dataset " + dataset,
                    String.join(
                            ", ",
                            baselines.stream()
                                    .map(b -> b.name() + " " + b.auroc())
                                    .toList()));
        });
    }

    /** The training split, mapped from this machine's cache; for workers. */
    public PackedImages openTrain(VersionId version) throws IOException {
        var packed = packed(version);
        return packed.train().open(blobs, packed.size(), packed.channels());
    }

    /** The test split, mapped from this machine's cache; for workers. */
    public PackedImages openTest(VersionId version) throws IOException {
        var packed = packed(version);
        return packed.test().open(blobs, packed.size(), packed.channels());
    }

    /**
     * One image's bytes, uint8 HWC, read from the store without the cache; for pages.
     *
     * @param index training images first, then test images
     */
    public byte[] image(DatasetVersion version, int index) throws IOException {
        Objects.checkIndex(index, version.trainCount() + version.testCount());
        var packed = packed(version.id());
        return blobs.read(packed.of(index).sha256(), packed.start(index), packed.imageBytes());
    }

    /** Which pixels of the test images are anomalous, from this machine's cache; for workers. */
    public PackedMasks openMasks(VersionId version) throws IOException {
        var packed = packed(version);
        var masks = datasets.masks(version);
        return masks.isEmpty()
                ? PackedMasks.none(packed.size(), packed.test().count())
                : PackedMasks.open(
                        blobs.cached(masks.get().sha256()),
                        packed.size(),
                        packed.test().count(),
                        Arrays.stream(masks.get().testIndex()).mapToInt(i -> i).toArray());
    }

    /**
     * One test image's mask, read from the store without the cache; for pages. Bytes as in {@link PackedMasks#read}.
     *
     * @param testIndex in the test split
     * @return empty where the image has none
     */
    public Optional<byte[]> mask(DatasetVersion version, int testIndex) throws IOException {
        var masks = datasets.masks(version.id());
        int place = masks.isEmpty() ? -1 : Arrays.binarySearch(masks.get().testIndex(), testIndex);
        if (place < 0) {
            return Optional.empty();
        }
        int bytes = PackedMasks.bytes(version.imageSize());
        var bits = blobs.read(masks.orElseThrow().sha256(), (long) place * bytes, bytes);
        return Optional.of(PackedMasks.unpack(bits, version.imageSize()));
    }

    /** Names of all images as uploaded: training first, then test. */
    public String[] imageNames(VersionId version) {
        return datasets.imageNames(version).orElseThrow(() -> notReady(version));
    }

    /** Where a ready version's images are stored. */
    public PackedVersion packed(VersionId version) {
        return datasets.packed(version).orElseThrow(() -> notReady(version));
    }

    private static NotFoundException notReady(VersionId version) {
        return new NotFoundException("There is no version " + version + " that is ready.");
    }
}
