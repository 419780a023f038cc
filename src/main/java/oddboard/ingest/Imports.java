package oddboard.ingest;

import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
import oddboard.job.JobQueue;
import oddboard.job.NewJob;
import oddboard.label.LabelSplits;
import oddboard.layout.FolderChoice;
import oddboard.layout.FolderTree;
import oddboard.layout.Layouts;
import oddboard.storage.BlobStore;
import oddboard.upload.StorageQuota;
import oddboard.upload.UploadName;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** From uploads to versions: a first look, then an import in the queue. */
@Service
public class Imports {
    /** Above the usual runs: somebody waits for it. */
    private static final int PRIORITY = 10;

    private final Datasets datasets;
    private final ImportRepository imports;
    private final ImportFiles files;
    private final BlobStore blobs;
    private final JobQueue queue;
    private final TransactionOperations transaction;
    private final StorageQuota quota;
    private final LabelSplits splits;
    private final Audit audit;
    private final PlaceChanges changes;

    Imports(
            Datasets datasets,
            ImportRepository imports,
            ImportFiles files,
            BlobStore blobs,
            JobQueue queue,
            TransactionOperations transaction,
            StorageQuota quota,
            LabelSplits splits,
            Audit audit,
            PlaceChanges changes) {
        this.datasets = datasets;
        this.imports = imports;
        this.files = files;
        this.blobs = blobs;
        this.queue = queue;
        this.transaction = transaction;
        this.quota = quota;
        this.splits = splits;
        this.audit = audit;
        this.changes = changes;
    }

    /**
     * Queues an import of a new version. Headers of arrays are checked at once, so that the commonest mistakes are reported
     * before anything is queued.
     *
     * @throws InputException where the files don't belong together, or are no data set
     */
    public DatasetVersion start(DatasetId dataset, ImportSpec spec, User by) {
        var target = Datasets.requireCurrent(datasets.requireChange(dataset, by));
        quota.requireAnyRoom(target.owner());
        spec.check();
        if (spec.hidden() != null && !datasets.mayManage(target, by)) {
            throw new AccessDeniedException(
                    "Only its owner and administrators may import into this data set with hidden labels.");
        }
        var uploads = ImportUploads.of(imports.files(dataset, spec, datasets.mayManage(target, by)));
        var whole = withFolders(spec, uploads);
        files.check(uploads, whole.chosenFolders());
        var id = Objects.requireNonNull(transaction.execute(status -> {
            var job = queue.enqueue(new NewJob(ImportHandler.KIND, "cpu", PRIORITY, by.id()));
            var version = imports.insertVersion(dataset, job, whole);
            queue.describe(job, "", "of data set " + dataset);
            audit.record(by.actor(), "version.import", "version " + version, "of dataset " + dataset);
            return version;
        }));
        return datasets.findVersion(id, by).orElseThrow();
    }

    /**
     * Queues an import of a version's images together with others, which are prepared as the version's own were.
     *
     * @param added called in the same transaction with the new version, to store what an {@link AddedImages.Source} will give
     * @throws ConflictException where the version is not ready, or keeps labels private that the next one would show
     */
    public DatasetVersion startNext(VersionId base, Consumer<VersionId> added, User by) {
        return startNext(base, Set.of(), added, by);
    }

    /**
     * Queues an import of a version's images without some of those for training.
     *
     * @param images by place in the version; training images come first
     * @throws InputException where these are no training images, or all of them
     * @throws ConflictException as {@link #startNext}
     */
    public DatasetVersion startWithout(VersionId from, Collection<Integer> images, User by) {
        var version = datasets.findVersion(from, by)
                .orElseThrow(() -> new NotFoundException("There is no version " + from + "."));
        datasets.requireChange(version.dataset(), by);
        Set<Integer> without = Set.copyOf(images);
        if (without.isEmpty()
                || without.size() >= version.trainCount()
                || without.stream().anyMatch(i -> i < 0 || i >= version.trainCount())) {
            throw new InputException(
                    "LEFT_OUT",
                    "",
                    "images",
                    "Choose some of the " + version.trainCount() + " training images, not all: numbers from 0 to "
                            + (version.trainCount() - 1) + ".");
        }
        return startNext(from, without, id -> {}, by);
    }

    private DatasetVersion startNext(VersionId base, Set<Integer> without, Consumer<VersionId> added, User by) {
        var before = datasets.findVersion(base, by)
                .orElseThrow(() -> new NotFoundException("There is no version " + base + "."));
        var target = Datasets.requireCurrent(datasets.requireChange(before.dataset(), by));
        quota.requireAnyRoom(target.owner());
        if (before.state() != DatasetVersion.State.READY) {
            throw new ConflictException("Version " + before.number() + " of the data set is not ready.");
        }
        if (splits.counted(base) == LabelPart.PUBLIC) {
            throw new ConflictException("Version " + before.number()
                    + " keeps some labels private, and the next version would show them; reveal its labels first.");
        }
        var spec = NextVersionFiles.spec(imports.spec(base), base, before.imageSize(), before.channels(), without);
        var id = Objects.requireNonNull(transaction.execute(status -> {
            datasets.hold(base);
            var job = queue.enqueue(new NewJob(ImportHandler.KIND, "cpu", PRIORITY, by.id()));
            var version = imports.insertVersion(before.dataset(), job, spec);
            added.accept(version);
            queue.describe(job, "", "of data set " + before.dataset());
            audit.record(
                    by.actor(),
                    "version.import",
                    "version " + version,
                    "of dataset " + before.dataset() + ", from version " + base
                            + (without.isEmpty() ? "" : " without " + without.size() + " training images"));
            return version;
        }));
        return datasets.findVersion(id, by).orElseThrow();
    }

    /**
     * Queues the import of a failed version's files again, as a new version without those that could not be taken.
     *
     * @throws ConflictException where no single file is to blame: then nothing would be different
     * @throws InputException as {@link #start}
     */
    public DatasetVersion startWithoutBadFiles(VersionId failed, User by) {
        var version = datasets.findVersion(failed, by)
                .orElseThrow(() -> new NotFoundException("There is no version " + failed + "."));
        if (!mayLeaveOut(version)) {
            throw new ConflictException("Version " + version.number()
                    + " did not fail because of single files; change what you upload and import it as a new version.");
        }
        return start(version.dataset(), imports.spec(failed).skippingBadFiles(), by);
    }

    /** Whether an import failed because of single files in it, such as a damaged image in an archive. */
    public static boolean mayLeaveOut(DatasetVersion version) {
        var rejected = version.report().rejected();
        return version.state() == DatasetVersion.State.FAILED
                && !rejected.isEmpty()
                && rejected.stream().noneMatch(r -> r.entry().isEmpty());
    }

    /**
     * A first look at uploads, before any import: reads headers, an archive's list, and a few images.
     *
     * @throws InputException where the files don't belong together, or are no data set
     */
    public ImportPreview look(DatasetId dataset, ImportSpec spec, User by) {
        var target = Datasets.requireCurrent(datasets.requireChange(dataset, by));
        try {
            var uploads = ImportUploads.of(imports.files(dataset, spec, datasets.mayManage(target, by)));
            var whole = withFolders(spec, uploads);
            FolderChoice.check(whole.chosenFolders());
            return new ImportPreviewer(blobs, spec.ranges(), whole.chosenFolders())
                    .at(uploads)
                    .withChanges(changes.since(uploads).orElse(""));
        } catch (IOException e) {
            throw new IllegalStateException("an upload can't be read from the store", e);
        }
    }

    private ImportSpec withFolders(ImportSpec spec, ImportUploads uploads) {
        return spec.folders() == null ? spec.withFolders(changes.folders(uploads)) : spec;
    }

    /**
     * The folders of an archive, whether or not an import would take it as it is; none where there are arrays.
     *
     * @throws InputException where the files don't belong together, can't be read, or lack a folder that was chosen
     */
    public FolderTree folders(DatasetId dataset, ImportSpec spec, User by) {
        var target = Datasets.requireCurrent(datasets.requireChange(dataset, by));
        var uploads = ImportUploads.of(imports.files(dataset, spec, datasets.mayManage(target, by)));
        if (!(uploads instanceof ImportUploads.Packed packed)) {
            return FolderTree.NONE;
        }
        try (var archive = packed.look(blobs)) {
            return Layouts.tree(archive, withFolders(spec, uploads).chosenFolders());
        } catch (IOException e) {
            throw new IllegalStateException("an upload can't be read from the store", e);
        }
    }

    /**
     * Guesses the parts of uploads by their names: trainingset.npy, testingset.npy, labels.csv, *.zip, *.npz, *.tar.gz.
     *
     * @throws InputException where the name says nothing
     */
    public static ImportSpec.FileRole guessRole(String filename) {
        var name = filename.substring(filename.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (name.matches(".*\\.(zip|npz|tar|tgz|tar\\.gz)")) {
            return ImportSpec.FileRole.ARCHIVE;
        }
        if (name.endsWith(".csv")) {
            return ImportSpec.FileRole.LABELS;
        }
        if (name.endsWith(".npy") && name.contains("train")) {
            return ImportSpec.FileRole.TRAIN;
        }
        if (name.endsWith(".npy") && name.contains("test")) {
            return ImportSpec.FileRole.TEST;
        }
        throw new InputException(
                "FILE_KIND",
                UploadName.label(filename),
                "",
                UploadName.label(filename)
                        + " has a name that does not say what it is; call it trainingset.npy, testingset.npy, labels.csv,"
                        + " or send one ZIP, TAR, TAR.GZ or NPZ archive.");
    }
}
