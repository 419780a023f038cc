package oddboard.export;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.common.ProgramVersion;
import oddboard.dataset.Datasets;
import oddboard.job.JobQueue;
import oddboard.job.NewJob;
import oddboard.registry.ModelAlias;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import oddboard.registry.RegisteredModel;
import oddboard.registry.ThresholdId;
import oddboard.run.RunStarter;
import oddboard.storage.BlobStore;
import oddboard.upload.StorageQuota;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Bundles of model versions, made by jobs and kept. Whoever sees the model's data set sees them and takes them along; who works
 * on it has them made.
 */
@Service
public class ModelExports {
    public static final String JOB_KIND = "export";
    /** Code of the failure of a model that no bundle can hold. */
    static final String REFUSED = "EXPORT_REFUSED";

    private final ExportRepository repository;
    private final Models models;
    private final Datasets datasets;
    private final JobQueue queue;
    private final RunStarter starter;
    private final StorageQuota quota;
    private final BlobStore blobs;
    private final TransactionOperations transaction;
    private final Audit audit;

    ModelExports(
            ExportRepository repository,
            Models models,
            Datasets datasets,
            JobQueue queue,
            RunStarter starter,
            StorageQuota quota,
            BlobStore blobs,
            TransactionOperations transaction,
            Audit audit) {
        this.repository = repository;
        this.models = models;
        this.datasets = datasets;
        this.queue = queue;
        this.starter = starter;
        this.quota = quota;
        this.blobs = blobs;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** Those of a version that somebody asked for, one a format at most. */
    public List<ModelExport> list(ModelVersion version) {
        return repository.list(version.id()).stream().map(this::whole).toList();
    }

    /** Whether the bundle is as it would be made now: by this version of the program, and with the threshold in use. */
    public boolean isCurrent(ModelExport export, RegisteredModel model, ModelVersion version) {
        return isCurrent(export, threshold(model, version));
    }

    private static boolean isCurrent(ModelExport export, Optional<ThresholdId> threshold) {
        return export.software().equals(ProgramVersion.current())
                && Optional.ofNullable(export.threshold()).equals(threshold);
    }

    /** Whether this user may have bundles of the version made, and delete them. */
    public boolean mayStart(ModelVersion version, User user) {
        return datasets.find(version.source().dataset(), user)
                .filter(dataset -> datasets.mayChange(dataset, user))
                .isPresent();
    }

    /**
     * The bundle as it stands. Where there is none, or it is of another version of the program or has another threshold than
     * the one in use, a job that makes it is queued.
     *
     * @throws NotFoundException where this user sees no such version
     * @throws ConflictException with a sentence where this model can't be exported
     * @throws org.springframework.security.access.AccessDeniedException where there is none, and the user may start no jobs here
     */
    public ModelExport obtain(String name, int number, BundleFormat format, User by) {
        RegisteredModel model = models.require(name, by);
        ModelVersion version = models.require(name, number, by);
        Optional<ThresholdId> threshold = threshold(model, version);
        Optional<ModelExport> present = find(version, format);
        if (present.isPresent() && stands(present.get(), threshold)) {
            return orRefusal(present.get());
        }
        if (present.filter(p -> p.bundle() != null).isPresent() && !mayStart(version, by)) {
            return present.get();
        }
        datasets.requireChange(version.source().dataset(), by);
        quota.requireAnyRoom(by.id());
        return Objects.requireNonNull(transaction.execute(status -> {
            if (!repository.lock(version.id())) {
                throw new NotFoundException("The model " + name + " has no version " + number + ".");
            }
            Optional<ModelExport> meanwhile = find(version, format);
            if (meanwhile.isPresent() && stands(meanwhile.get(), threshold)) {
                return orRefusal(meanwhile.get());
            }
            var job = queue.enqueue(new NewJob(JOB_KIND, starter.defaultLabel(), 0, by.id()));
            repository.insert(version.id(), format, job, threshold.orElse(null), ProgramVersion.current(), by.id());
            queue.describe(job, "export of a model", "of " + version.detector());
            audit.record(
                    by.actor(),
                    "model.export",
                    "model " + name,
                    "version " + number + " as " + format.word() + ", sha256:" + version.sha256());
            return find(version, format).orElseThrow();
        }));
    }

    /** Whether it needs no new job. */
    private static boolean stands(ModelExport export, Optional<ThresholdId> threshold) {
        return !export.job().state().isEnded()
                || isCurrent(export, threshold) && (export.bundle() != null || export.refused());
    }

    private static ModelExport orRefusal(ModelExport export) {
        if (export.refused()) {
            throw new ConflictException(
                    REFUSED, Objects.requireNonNull(export.job().failure()).detail());
        }
        return export;
    }

    /** By which the version's images are judged: the champion's threshold where it is that, else its newest. */
    private Optional<ThresholdId> threshold(RegisteredModel model, ModelVersion version) {
        return model.alias(ModelAlias.CHAMPION)
                .filter(alias -> alias.number() == version.version())
                .flatMap(alias -> Optional.ofNullable(alias.threshold()))
                .or(() -> models.thresholdFor(version).map(t -> t.id()));
    }

    /**
     * Deletes a bundle, where there is one; its bytes go when nothing else refers to them. It can be made again.
     *
     * @throws NotFoundException where this user sees no such version
     * @throws ConflictException while its job waits or runs
     */
    public void delete(String name, int number, BundleFormat format, User by) {
        ModelVersion version = models.require(name, number, by);
        datasets.requireChange(version.source().dataset(), by);
        transaction.executeWithoutResult(status -> {
            repository.lock(version.id());
            find(version, format)
                    .filter(export -> !export.job().state().isEnded())
                    .ifPresent(export -> {
                        throw new ConflictException("The bundle is being made; cancel its job "
                                + export.job().id() + " first, or wait until it has ended.");
                    });
            if (repository.delete(version.id(), format)) {
                audit.record(
                        by.actor(),
                        "model.export-delete",
                        "model " + name,
                        "version " + number + " as " + format.word());
            }
        });
    }

    public InputStream open(ModelExport.Bundle bundle) throws IOException {
        return blobs.open(bundle.sha256());
    }

    private Optional<ModelExport> find(ModelVersion version, BundleFormat format) {
        return list(version).stream().filter(e -> e.format() == format).findFirst();
    }

    private ModelExport whole(ExportRepository.Row row) {
        return new ModelExport(
                row.version(),
                row.format(),
                queue.find(row.job()).orElseThrow(),
                row.threshold(),
                row.software(),
                row.bundle(),
                row.by(),
                row.byName(),
                row.createdAt());
    }
}
