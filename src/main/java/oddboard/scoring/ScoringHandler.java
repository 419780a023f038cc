package oddboard.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import oddboard.dataset.Datasets;
import oddboard.dataset.Inputs;
import oddboard.dataset.ModelInput;
import oddboard.dataset.PackedImages;
import oddboard.dataset.PackedVersion;
import oddboard.dataset.VersionId;
import oddboard.detector.Model;
import oddboard.detector.SettingsException;
import oddboard.detector.TrainingException;
import oddboard.evaluation.ReconstructionFrame;
import oddboard.evaluation.StitchedMap;
import oddboard.ingest.Preprocessing;
import oddboard.ingest.Preprocessor;
import oddboard.ingest.Preprocessors;
import oddboard.job.JobContext;
import oddboard.job.JobFailure;
import oddboard.job.JobHandler;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.registry.ModelVersion;
import oddboard.registry.ModelWeights;
import oddboard.registry.Models;
import oddboard.storage.BlobStore;
import oddboard.training.EngineTurn;
import oddboard.training.Retries;
import oddboard.training.SharedScores;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Scores the images of a job, from where an earlier attempt left it. */
@Component
class ScoringHandler implements JobHandler {
    private final ScoringWork work;
    private final Models models;
    private final ModelWeights weights;
    private final Preprocessors preprocessors;
    private final Inputs inputs;
    private final Datasets datasets;
    private final BlobStore blobs;
    private final References references;
    private final ApplicationEventPublisher events;

    ScoringHandler(
            ScoringWork work,
            Models models,
            ModelWeights weights,
            Preprocessors preprocessors,
            Inputs inputs,
            Datasets datasets,
            BlobStore blobs,
            References references,
            ApplicationEventPublisher events) {
        this.work = work;
        this.models = models;
        this.weights = weights;
        this.preprocessors = preprocessors;
        this.inputs = inputs;
        this.datasets = datasets;
        this.blobs = blobs;
        this.references = references;
        this.events = events;
    }

    @Override
    public String kind() {
        return Scorings.JOB_KIND;
    }

    @Override
    public void ended(JobId job, JobState state) {
        events.publishEvent(new ScoringEnded(job, state));
    }

    @Override
    public boolean scores() {
        return true;
    }

    @Override
    public void handle(JobContext context) throws Exception {
        ScoringTask task = Retries.untilAvailable(context, () -> work.task(context.job()));
        ModelVersion version = Retries.untilAvailable(
                context, () -> models.stored(task.model()).orElseThrow());
        if (!version.sha256().equals(task.sha256())) {
            throw new JobFailure(
                    "MODEL_CHANGED",
                    version.ref() + " is no longer the model that this job was queued with; start the scoring again.",
                    false);
        }
        context.about("scoring", task.id().toString());
        try {
            context.traced("scoring", () -> {
                score(context, task, version);
                return true;
            });
        } catch (TrainingException e) {
            throw new JobFailure(e.code(), String.valueOf(e.getMessage()), false, e);
        } catch (SettingsException e) {
            throw new JobFailure("SETTING_UNFIT", String.valueOf(e.getMessage()), false, e);
        } catch (IOException | UncheckedIOException e) {
            throw new JobFailure(
                    "SCORING_IO",
                    "The files or the model could not be read on the worker; it is tried again.",
                    true,
                    e);
        }
    }

    private void score(JobContext context, ScoringTask task, ModelVersion version) throws Exception {
        BooleanSupplier stops = () -> context.stop() != JobContext.Stop.NONE;
        Preprocessor preprocessor = preprocessors
                .of(version.source().data())
                .seenBy(version.preprocessing().input());
        Preprocessing preprocessing = preprocessor.how();
        ReconstructionFrame frame =
                ReconstructionFrame.of(preprocessing.size(), preprocessing.channels(), version.settings());
        SharedScores shared = new SharedScores(frame);
        int done = Retries.untilAvailable(context, () -> work.done(task.id(), shared));
        try (NewImages images = open(context, task, version, preprocessor, done, stops)) {
            if (images == null || !EngineTurn.take(stops)) {
                return;
            }
            ModelInput.Tiles tiles = tiles(version.preprocessing().input());
            ScoringWriter writer =
                    new ScoringWriter(context, work, blobs, task, images, frame, tiles == null ? shared : null, done);
            boolean whole;
            try (Model model = weights.open(version, context.device())) {
                EngineTurn.without(() -> context.fenced(() -> work.begin(
                        task.id(),
                        images.count(),
                        images.shape().size(),
                        images.shape().channels(),
                        tiles == null
                                ? ScoringWriter.grid(model.mapGrid(), preprocessing.size())
                                : StitchedMap.grid(images.shape().size()))));
                context.progress(done, images.count(), "images");
                if (tiles != null) {
                    String refusal = TileScoring.refusal(model, version);
                    if (refusal != null) {
                        throw new JobFailure("SETTING_UNFIT", refusal, false);
                    }
                    whole = new TileScoring(model, tiles, frame)
                            .all(images, done, task.maps() != ScoringSpec.Maps.NONE, writer);
                } else {
                    whole = model.score(images, done, writer, writer);
                }
            } finally {
                EngineTurn.giveBack();
            }
            if (whole || context.stop() == JobContext.Stop.DRAIN) {
                writer.write();
            }
            if (whole && isReferenceThere(context, version, stops)) {
                context.publish(() -> {
                    references.compare(task.id(), version.id());
                    events.publishEvent(new ScoringEnded(context.job(), JobState.SUCCEEDED));
                });
            }
        }
    }

    private static ModelInput.@Nullable Tiles tiles(@Nullable ModelInput input) {
        return input == null ? null : input.tiles();
    }

    /** What the training images are like is computed by the first scoring of a model. */
    private boolean isReferenceThere(JobContext context, ModelVersion version, BooleanSupplier stops) throws Exception {
        if (Retries.untilAvailable(context, () -> references.has(version.id()))) {
            return true;
        }
        try (VersionImages training =
                version(version.source().data(), version.preprocessing().input(), true, context, stops)) {
            if (training != null) {
                references.compute(version.id(), training, stops);
            }
        }
        return !stops.getAsBoolean();
    }

    private @Nullable NewImages open(
            JobContext context,
            ScoringTask task,
            ModelVersion model,
            Preprocessor preprocessor,
            int done,
            BooleanSupplier stops)
            throws IOException {
        VersionId version = task.version();
        if (version == null) {
            ImageFiles files = ImageFiles.open(
                    work.uploads(task.id()),
                    work.unread(task.id()),
                    blobs,
                    context.directory(),
                    () -> !stops.getAsBoolean());
            return files == null ? null : new UploadedImages(files, preprocessor, done);
        }
        boolean train = task.split() == ScoringSpec.Split.TRAIN;
        return version(version, model.preprocessing().input(), train, context, stops);
    }

    /** As the model sees them; null where the job is to stop. */
    private @Nullable VersionImages version(
            VersionId version, @Nullable ModelInput input, boolean train, JobContext context, BooleanSupplier stops)
            throws IOException {
        PackedVersion squares =
                input == null ? null : inputs.squares(version, input, context.directory(), () -> !stops.getAsBoolean());
        if (input != null && squares == null) {
            return null;
        }
        boolean cut = input != null && input.tiles() != null;
        PackedImages images = squares != null && !cut
                ? inputs.open(squares, train)
                : train ? datasets.openTrain(version) : datasets.openTest(version);
        try {
            List<String> names = Arrays.asList(datasets.imageNames(version));
            return new VersionImages(
                    images,
                    names.subList(train ? 0 : names.size() - images.count(), train ? images.count() : names.size()),
                    inputs.stored(version),
                    train ? 0 : names.size() - images.count(),
                    squares == null || input == null || !cut
                            ? null
                            : new VersionImages.Cutting(
                                    inputs.open(squares, train),
                                    inputs.cached(version).frames(input),
                                    train));
        } catch (RuntimeException | IOException e) {
            images.close();
            throw e;
        }
    }
}
