package oddboard.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private final BlobStore blobs;
    private final StorageQuota quota;
    private final LabelSplits splits;
    private final ApplicationEventPublisher events;

    public ImportHandler(
            ImportRepository repository,
            OwnImageRepository ownImages,
            ImportFiles files,
            BlobStore blobs,
            StorageQuota quota,
            LabelSplits splits,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.ownImages = ownImages;
        this.files = files;
        this.blobs = blobs;
        this.quota = quota;
        this.splits = splits;
        this.events = events;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void handle(JobContext context) {
        var task = repository.importTask(context.job());
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
        var uploads = ImportUploads.of(task.files());
        var inPlace = StoredArrays.of(blobs, uploads, task.spec());
        try (var source = inPlace != null ? inPlace : files.open(uploads, task.spec(), context.directory(), goOn)) {
            if (source == null) {
                return;
            }
            var spec = task.spec();
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
                tally.findLeaks(goOn);
                var report = tally.report(source, edge);
                try {
                    tally.check(uploads.name());
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
        var failure = new JobFailure("IMPORT_IO", "The files could not be read or written; it is tried again.", true);
        failure.initCause(cause);
        return failure;
    }
}
