package oddboard.scoring;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.job.JobQueue;
import oddboard.job.NewJob;
import oddboard.registry.ModelRef;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import oddboard.registry.Threshold;
import oddboard.registry.ThresholdId;
import oddboard.run.RunStarter;
import oddboard.run.SpecCheck;
import oddboard.upload.UploadId;
import oddboard.upload.Uploads;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Jobs that score images with a registered model. Whoever sees the model's data set sees them; who works on it starts them. */
@Service
public class Scorings {
    public static final String JOB_KIND = "scoring";
    public static final int MAX_FILES = 10_000;

    private final ScoringRepository repository;
    private final ScoredImageRepository images;
    private final Models models;
    private final Datasets datasets;
    private final Uploads uploads;
    private final JobQueue queue;
    private final RunStarter starter;
    private final TransactionOperations transaction;
    private final Audit audit;

    Scorings(
            ScoringRepository repository,
            ScoredImageRepository images,
            Models models,
            Datasets datasets,
            Uploads uploads,
            JobQueue queue,
            RunStarter starter,
            TransactionOperations transaction,
            Audit audit) {
        this.repository = repository;
        this.images = images;
        this.models = models;
        this.datasets = datasets;
        this.uploads = uploads;
        this.queue = queue;
        this.starter = starter;
        this.transaction = transaction;
        this.audit = audit;
    }

    /**
     * Queues a job. Which version of the model an alias means, and which threshold its images get, is decided now.
     *
     * @throws NotFoundException where the user sees no such model, version or threshold
     * @throws InputException where there is nothing to score, or an upload is not of the model's data set
     * @throws ConflictException where the version's images are not what the model takes
     */
    public Scoring start(ScoringSpec spec, User by) {
        return start(spec, null, by);
    }

    /** @param origin null where the uploads were sent, or a version is scored */
    Scoring start(ScoringSpec spec, @Nullable ScoringSource origin, User by) {
        ModelVersion version = check(spec, by);
        String name = SpecCheck.name(spec.name());
        String label = SpecCheck.label(spec.label(), starter::defaultLabel);
        checkImages(spec, version, by);
        Scoring.AppliedThreshold threshold = threshold(spec, version, by);
        String alias = Optional.ofNullable(ModelRef.parse(spec.model()).alias()).orElse("");
        ScoringSpec whole = new ScoringSpec(
                spec.model(),
                spec.uploads(),
                spec.version(),
                spec.split(),
                spec.threshold(),
                spec.maps(),
                name,
                spec.priority(),
                label);
        ScoringId id = Objects.requireNonNull(transaction.execute(status -> {
            if (spec.version() != null) {
                datasets.hold(spec.version());
            }
            var job = queue.enqueue(new NewJob(JOB_KIND, label, spec.priority(), by.id()));
            ScoringId fresh = repository.insert(job, whole, version, alias, threshold, by.id());
            if (origin != null) {
                repository.insertOrigin(fresh, origin);
            }
            queue.describe(job, "scoring " + fresh, "with " + version.detector());
            audit.record(
                    by.actor(),
                    "scoring.start",
                    "scoring " + fresh,
                    "with " + version.ref() + ", sha256:" + version.sha256()
                            + (alias.isEmpty() ? "" : ", by " + alias)
                            + (origin == null ? "" : ", of " + origin.source()));
            return fresh;
        }));
        return require(id, by);
    }

    /** All that does not depend on the images. */
    ModelVersion check(ScoringSpec spec, User by) {
        ModelVersion version = models.resolve(spec.model(), by);
        datasets.requireChange(version.source().dataset(), by);
        SpecCheck.name(spec.name());
        SpecCheck.label(spec.label(), starter::defaultLabel);
        SpecCheck.priority(spec.priority(), by);
        threshold(spec, version, by);
        return version;
    }

    private void checkImages(ScoringSpec spec, ModelVersion model, User by) {
        if (spec.uploads().isEmpty() == (spec.version() == null)) {
            throw new InputException(
                    "SCORING_IMAGES",
                    "",
                    "uploads",
                    "Give either uploads, image files or archives, or a data set version to score.");
        }
        if (spec.version() != null) {
            DatasetVersion version = datasets.findVersion(spec.version(), by)
                    .orElseThrow(() -> new NotFoundException("There is no data set version " + spec.version() + "."));
            checkVersion(version, model);
            return;
        }
        if (spec.uploads().size() > MAX_FILES) {
            throw new InputException(
                    "SCORING_TOO_MANY",
                    "",
                    "uploads",
                    "One scoring takes at most 10,000 files; put more images into an archive.");
        }
        if (new HashSet<>(spec.uploads()).size() < spec.uploads().size()) {
            throw new InputException("SCORING_IMAGES", "", "uploads", "An upload is given twice; send each once.");
        }
        for (UploadId upload : spec.uploads()) {
            if (uploads.find(model.source().dataset(), upload).isEmpty()) {
                throw new InputException(
                        "UPLOAD_UNKNOWN",
                        "",
                        "uploads",
                        "The data set of this model, " + model.source().dataset() + ", has no upload " + upload
                                + "; send the file there first.");
            }
        }
    }

    private static void checkVersion(DatasetVersion version, ModelVersion model) {
        if (!version.dataset().equals(model.source().dataset())) {
            // Whoever sees the one need not see the other.
            throw new ConflictException("Version " + version.id() + " is of another data set than " + model.ref()
                    + "; a model scores versions of its own data set. Upload the images to score them.");
        }
        if (version.state() != DatasetVersion.State.READY) {
            throw new ConflictException("Version " + version.number() + " of the data set is not ready.");
        }
        model.require(version);
    }

    private Scoring.@Nullable AppliedThreshold threshold(ScoringSpec spec, ModelVersion version, User by) {
        ThresholdId wanted = spec.threshold();
        Optional<Threshold> found = wanted == null
                ? models.thresholdFor(spec.model(), by)
                : Optional.of(models.storedThreshold(wanted)
                        .filter(one -> one.version().equals(version.id()))
                        .orElseThrow(() -> new NotFoundException(version.ref() + " has no threshold " + wanted + ".")));
        return found.map(t -> new Scoring.AppliedThreshold(t.id(), t.value(), t.look(), t.scale()))
                .orElse(null);
    }

    /** Who started it, and editors, the owner and administrators of the model's data set. */
    public boolean mayDelete(Scoring scoring, User user) {
        return user.isAdmin()
                || user.mayChange() && scoring.by().equals(user.id())
                || datasets.role(scoring.dataset(), user)
                        .filter(DatasetRole::mayEdit)
                        .isPresent();
    }

    /**
     * Deletes it with its scores, maps, verdicts and the pixels that it kept; uploads and data stay.
     *
     * @throws NotFoundException where the user sees no such scoring
     * @throws ConflictException where it waits or runs
     */
    public void delete(ScoringId id, User by) {
        transaction.executeWithoutResult(status -> {
            Scoring scoring = require(id, by);
            if (!mayDelete(scoring, by)) {
                throw new AccessDeniedException("Scoring " + id + " is not yours to delete.");
            }
            if (!scoring.job().state().isEnded()) {
                throw new ConflictException("Scoring " + id + " still waits or runs; cancel it first.");
            }
            repository.delete(id);
            audit.record(
                    by.actor(),
                    "scoring.delete",
                    "scoring " + id,
                    "with " + scoring.model().ref() + ", " + scoring.counts().done() + " images, "
                            + scoring.counts().verdicts() + " verdicts");
        });
    }

    public Optional<Scoring> find(ScoringId id, User viewer) {
        return repository.find(id, viewer.id()).map(this::whole);
    }

    /** @throws NotFoundException where the user sees no such scoring */
    public Scoring require(ScoringId id, User viewer) {
        return find(id, viewer).orElseThrow(() -> new NotFoundException("There is no scoring " + id + "."));
    }

    /** Newest first, those with a smaller number than {@code before}; of one model where its name is given. */
    public List<Scoring> list(@Nullable String model, long before, int limit, User viewer) {
        return repository.list(model, before, limit, viewer.id()).stream()
                .map(this::whole)
                .toList();
    }

    private Scoring whole(ScoringRepository.Row row) {
        return new Scoring(
                row.id(),
                queue.find(row.job()).orElseThrow(),
                row.name(),
                row.model(),
                row.dataset(),
                row.datasetName(),
                row.version(),
                row.source(),
                row.split(),
                row.threshold(),
                row.maps(),
                row.counts(),
                row.imageSize(),
                row.channels(),
                row.grid(),
                row.by(),
                row.byName(),
                row.createdAt());
    }

    /** A part of its images; none where the selection asks for a threshold that it has not. */
    public List<ScoredImage> images(Scoring scoring, ImageSelection selection, int offset, int limit) {
        return selection.isPossible(scoring.threshold())
                ? images.list(scoring.id(), selection, scoring.threshold(), offset, limit)
                : List.of();
    }

    public Optional<ScoredImage> image(Scoring scoring, int index) {
        return images.find(scoring.id(), index);
    }

    /** All images in order, a few in memory at a time. */
    public void forEach(Scoring scoring, Consumer<ScoredImage> each) {
        images.forEach(scoring.id(), each);
    }

    /** Scores that the model gives to training images, held-out ones where there are any; none for an older model. */
    public double[] reference(Scoring scoring) {
        return images.reference(scoring.model().id());
    }

    /** Raw scores of the images that have one, in no order. */
    public double[] scores(Scoring scoring) {
        return images.scores(scoring.id());
    }
}
