package oddboard.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongSupplier;
import oddboard.dataset.Datasets;
import oddboard.dataset.Inputs;
import oddboard.dataset.Labels;
import oddboard.dataset.PackedVersion;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.TrainingException;
import oddboard.evaluation.Evaluations;
import oddboard.evaluation.ReconstructionFrame;
import oddboard.job.JobContext;
import oddboard.label.LabelSets;
import oddboard.run.Run;
import oddboard.run.RunEntries;
import oddboard.run.RunId;
import oddboard.run.RunRow;
import oddboard.storage.BlobStore;
import oddboard.ui.Format;
import org.jspecify.annotations.Nullable;

/** One attempt at a run on this worker. */
final class Training implements AutoCloseable {
    private static final LongSupplier NANOS = System::nanoTime;

    private final RunRow run;
    private final JobContext context;
    private final TrainingRepository work;
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final BlobStore blobs;
    private final Evaluations evaluations;
    private final RunEntries entries;
    private final RunReporter reporter;
    private final Checkpoints checkpoints;
    private final Splits splits;
    private final Model model;
    private final TrainingProgress progress;
    private @Nullable List<Scored> scored;

    private Training(
            RunRow run,
            JobContext context,
            TrainingRepository work,
            Datasets datasets,
            LabelSets labelSets,
            BlobStore blobs,
            Evaluations evaluations,
            RunEntries entries,
            RunReporter reporter,
            Checkpoints checkpoints,
            Splits splits,
            Model model,
            Previews previews) {
        this.run = run;
        this.context = context;
        this.work = work;
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.blobs = blobs;
        this.evaluations = evaluations;
        this.entries = entries;
        this.reporter = reporter;
        this.checkpoints = checkpoints;
        this.splits = splits;
        this.model = model;
        progress = new TrainingProgress(
                run,
                RunDetector.of(run).traits().reconstructs() && !splits.tiled(),
                model.epoch(),
                splits.train().count(),
                context,
                reporter,
                checkpoints,
                previews,
                NANOS);
    }

    /** Opens the images, and the model where its last checkpoint left it. */
    static Training load(
            RunRow run,
            JobContext context,
            TrainingRepository work,
            Datasets datasets,
            LabelSets labelSets,
            BlobStore blobs,
            Evaluations evaluations,
            RunEntries entries,
            Inputs inputs,
            @Nullable PackedVersion squares) {
        RunReporter reporter = new RunReporter(run.id(), context, work, NANOS);
        Checkpoints checkpoints = new Checkpoints(run.id(), context, work, blobs, reporter, NANOS);
        Splits splits = null;
        Model model = null;
        try {
            splits = Splits.open(datasets, inputs, run, squares);
            ImageShape shape = splits.shape();
            model = checkpoints.open(() -> RunDetector.open(run, shape, context.device(), blobs::cached));
            Previews previews = new Previews(splits.test(), evaluations.forAll(run.version()), reporter, NANOS);
            Training training = new Training(
                    run,
                    context,
                    work,
                    datasets,
                    labelSets,
                    blobs,
                    evaluations,
                    entries,
                    reporter,
                    checkpoints,
                    splits,
                    model,
                    previews);
            training.begin();
            return training;
        } catch (RuntimeException | Error e) {
            closeAll(model, splits, checkpoints, reporter);
            throw e;
        }
    }

    private void begin() {
        int epoch = model.epoch();
        context.fenced(() -> work.begin(run.id(), epoch, model.parameterCount(), context.device()));
        ImageShape shape = splits.shape();
        reporter.log(text(
                "attempt %d on %s, %s: %s, %,d parameters, %,d training " + (splits.tiled() ? "tiles" : "images")
                        + " of %d × %d × %d",
                context.attempt(),
                context.worker(),
                context.device(),
                run.setup().detector(),
                model.parameterCount(),
                splits.train().count(),
                shape.size(),
                shape.size(),
                shape.channels()));
        if (splits.heldOut().length > 0) {
            reporter.log(
                    text("%,d more training images are held out to calibrate thresholds", splits.heldOut().length));
        }
        if (splits.validation().count() > 0) {
            reporter.log(text(
                    "%,d more training " + (splits.tiled() ? "tiles" : "images")
                            + " are held out for the validation loss",
                    splits.validation().count()));
        }
        RunDetector.beginning(run, context.attempt(), epoch).ifPresent(reporter::log);
        reporter.start();
    }

    /** @return false where it was asked to stop */
    boolean fit() {
        try {
            return model.fit(splits.train(), splits.validation(), progress);
        } catch (TrainingException e) {
            reporter.log("training stopped: " + e.getMessage());
            throw e;
        } finally {
            progress.trained();
        }
    }

    /** @return false where it was asked to stop */
    boolean score() throws IOException {
        scored = Scored.all(
                model,
                splits,
                frame(),
                RunDetector.of(run).traits().reconstructs(),
                context.directory(),
                progress,
                NANOS);
        return scored != null;
    }

    /**
     * Publishes scores, images and metrics; all that was reported goes with them, and of the checkpoints the last one stays.
     *
     * @param succeeded is done in the same transaction, when the job's end is all that is missing
     */
    void store(Runnable succeeded) throws Exception {
        List<Scored> results = Objects.requireNonNull(scored);
        Scored own = results.getFirst();
        Labels labels = Retries.untilAvailable(context, () -> labelSets.forWorkers(run.version()));
        StoredResults store = new StoredResults(run, context, datasets, blobs, splits, frame());
        List<TrainingRepository.Result> stored = new ArrayList<>();
        for (Scored one : results) {
            stored.add(store.of(one, labels));
        }
        Run.Metrics counted =
                Retries.untilAvailable(context, () -> evaluations.counted(run.version(), own.scores(), own.seconds()));
        Double auroc = counted.auroc();
        String line = text("scored %,d test images in %.1f s", own.scores().length, own.seconds());
        if (auroc == null) {
            reporter.log(line);
        } else {
            reporter.logWithMetrics(line, ": AUC " + Format.auc(auroc));
        }
        Double synthetic = own.synthetic().auroc();
        if (synthetic != null) {
            reporter.log(text(
                    "%,d held-out images against themselves with a synthetic defect: AUC %s",
                    own.synthetic().images(), Format.auc(synthetic)));
        }
        String last = checkpoints.last(model);
        List<String> dropped = new ArrayList<>();
        context.publish(() -> {
            // The work is done again where its commit failed.
            dropped.clear();
            reporter.writeAll();
            work.addResult(run.id(), stored.getFirst());
            evaluations.evaluate(run.version(), run.id());
            addEntries(stored);
            if (last != null) {
                dropped.addAll(work.addCheckpoint(run.id(), context.attempt(), model.epoch(), last));
            }
            dropped.addAll(work.dropCheckpoints(run.id(), 1));
            succeeded.run();
        });
        checkpoints.forget(dropped);
        checkpoints.makeRoom();
    }

    private void addEntries(List<TrainingRepository.Result> stored) {
        for (Model.Entry entry : model.entries()) {
            RunId id = entries.add(run, entry.name(), entry.settings(), entry.parameters());
            work.addResult(id, stored.get(model.entries().indexOf(entry) + 1));
            evaluations.evaluate(run.version(), id);
        }
    }

    private ReconstructionFrame frame() {
        return ReconstructionFrame.of(
                splits.shape().size(), splits.shape().channels(), run.setup().settings());
    }

    /** The worker shuts down: keeps where the training stands for the next attempt. */
    void release() {
        reporter.log("the worker shuts down: stopped "
                + (RunDetector.of(run).traits().epochs()
                        ? "in epoch "
                                + Math.min(model.epoch() + 1, run.training().epochs())
                        : "in the training images"));
        checkpoints.release(model);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    @Override
    public void close() {
        closeAll(model, splits, checkpoints, reporter);
    }

    private static void closeAll(
            @Nullable Model model, @Nullable Splits splits, Checkpoints checkpoints, RunReporter reporter) {
        try (reporter;
                checkpoints;
                splits;
                model) {
            // Closed from the last to the first, whatever fails.
        }
    }
}
