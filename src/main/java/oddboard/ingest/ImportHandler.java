package oddboard.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import oddboard.common.InputException;
import oddboard.dataset.ImportReport;
import oddboard.dataset.ModelInput;
import oddboard.dataset.PackedPlace;
import oddboard.dataset.PackedVersion;
import oddboard.duplicate.Thumbnails;
import oddboard.image.Resizer;
import oddboard.job.JobContext;
import oddboard.job.JobFailure;
import oddboard.job.JobHandler;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.label.LabelSplits;
import oddboard.quota.QuotaException;
import oddboard.storage.BlobStore;
import oddboard.upload.StorageQuota;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;

/** Makes a version out of uploads: fetch, read and pack, store, publish. */
@Component
public class ImportHandler implements JobHandler {
    public static final String KIND = "import";

    private final ImportRepository repository;
    private final OwnImageRepository ownImages;
    private final ImportFiles files;
    private final NextVersionFiles nextVersions;
    private final BlobStore blobs;
    private final StorageQuota quota;
    private final LabelSplits splits;
    private final ApplicationEventPublisher events;
    private final PlaceChanges changes;

    public ImportHandler(
            ImportRepository repository,
            OwnImageRepository ownImages,
            ImportFiles files,
            NextVersionFiles nextVersions,
            BlobStore blobs,
            StorageQuota quota,
            LabelSplits splits,
            ApplicationEventPublisher events,
            PlaceChanges changes) {
        this.repository = repository;
        this.ownImages = ownImages;
        this.files = files;
        this.nextVersions = nextVersions;
        this.blobs = blobs;
        this.quota = quota;
        this.splits = splits;
        this.events = events;
        this.changes = changes;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void handle(JobContext context) {
        var task = repository.importTask(context.job());
        context.about("version", task.version().toString());
        try {
            run(context, task);
        } catch (InputException e) {
            fail(context, task, ImportReport.failed(List.of(ImportTally.rejected(e))), e);
        } catch (QuotaException e) {
            throw new JobFailure("QUOTA_STORAGE", e.getMessage(), false);
        } catch (IOException | TransientDataAccessException | DataAccessResourceFailureException e) {
            throw retry(e);
        }
    }

    @Override
    public void ended(JobId job, JobState state) {
        events.publishEvent(new ImportEnded(job, state));
    }

    private void run(JobContext context, ImportRepository.ImportTask task) throws IOException {
        BooleanSupplier goOn = () -> context.stop() == JobContext.Stop.NONE;
        var spec = task.spec();
        var uploads = spec.base() != null ? null : ImportUploads.of(task.files());
        var inPlace = uploads == null ? null : StoredArrays.of(blobs, uploads, spec);
        try (var source = inPlace != null ? inPlace : open(context, task, uploads, goOn)) {
            if (source == null) {
                return;
            }
            int edge = source.edge(spec.crop(), spec.cropFraction());
            int size = spec.imageSize() > 0 ? spec.imageSize() : Resizer.legalSize(edge);
            int channels = spec.channels() > 0 ? spec.channels() : source.channels();
            var maskFile = context.directory().resolve("masks");
            try (var writer = inPlace != null
                            ? null
                            : new PackedWriter(blobs, context.directory().resolve("packed"), size, channels);
                    var masks = new MaskWriter(maskFile);
                    var thumbnails = new Thumbnails(context.directory().resolve("thumbnails"));
                    var own = inPlace == null && spec.keepsOwnSize() && source.mayDiffer(size)
                            ? new OwnWriter(context.directory(), size)
                            : null) {
                var tally = new ImportTally(spec, size, writer, masks, thumbnails, own);
                source.forEach(tally, () -> {
                    context.progress(tally.seen(), source.count(), "images");
                    return goOn.getAsBoolean() && tally.rejectedCount < ImportTally.limit(spec);
                });
                if (!goOn.getAsBoolean()) {
                    return;
                }
                masks.close();
                tally.findLeaks(source, goOn);
                var report = tally.report(source, edge).withNotes(notes(spec, uploads));
                try {
                    tally.check(uploads == null ? "" : uploads.name());
                } catch (InputException e) {
                    fail(context, task, report, e);
                }
                // All of them, whatever was skipped: what follows has no steps.
                context.progress(source.count(), source.count(), "images");
                var packed = inPlace != null ? inPlace.packed() : packed(Objects.requireNonNull(writer), size, tally);
                var maskImages = masks.count() == 0 ? null : put(maskFile);
                var kept = own != null && own.differs() ? own.store(blobs) : null;
                if (goOn.getAsBoolean()) {
                    context.publish(() -> {
                        repository.publish(task.version(), packed, tally, maskImages, report, source.ranges());
                        var hidden = spec.hidden();
                        if (hidden != null) {
                            var by = repository.importer(context.job());
                            splits.make(task.version(), hidden.publicShare(), hidden.seed(), by);
                        }
                        if (kept != null) {
                            ownImages.insert(task.version(), kept, ModelInput.Fit.of(spec.crop()));
                        }
                        quota.check(repository.owner(task.version()));
                        events.publishEvent(new ImportEnded(context.job(), JobState.SUCCEEDED));
                    });
                }
            }
        }
    }

    private List<String> notes(ImportSpec spec, @Nullable ImportUploads uploads) {
        List<String> notes = new ArrayList<>(repository.sources(spec));
        if (uploads != null) {
            changes.since(uploads).ifPresent(notes::add);
        }
        return notes;
    }

    private @Nullable ImportSource open(
            JobContext context, ImportRepository.ImportTask task, @Nullable ImportUploads uploads, BooleanSupplier goOn)
            throws IOException {
        var base = task.spec().base();
        return uploads == null
                ? nextVersions.open(
                        task.version(), Objects.requireNonNull(base), task.spec(), context.directory(), goOn)
                : files.open(uploads, task.spec(), context.directory(), goOn);
    }

    private static PackedVersion packed(PackedWriter writer, int size, ImportTally tally) throws IOException {
        var sha256 = writer.store();
        long trainBytes = (long) tally.trainCount * size * size * writer.channels();
        return new PackedVersion(
                new PackedPlace(sha256, 0, tally.trainCount),
                new PackedPlace(sha256, trainBytes, tally.testCount),
                size,
                writer.channels());
    }

    private String put(Path packed) throws IOException {
        try (var in = Files.newInputStream(packed)) {
            return blobs.put(in).sha256();
        }
    }

    private void fail(JobContext context, ImportRepository.ImportTask task, ImportReport report, InputException e) {
        context.fenced(() -> repository.saveReport(task.version(), report));
        throw new JobFailure(e.code(), e.getMessage(), false);
    }

    private static JobFailure retry(Exception cause) {
        return new JobFailure("IMPORT_IO", "The files could not be read or written; it is tried again.", true, cause);
    }
}
