package oddboard.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongSupplier;
import oddboard.dataset.Datasets;
import oddboard.dataset.Labels;
import oddboard.dataset.PackedMasks;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.TrainingException;
import oddboard.evaluation.Evaluations;
import oddboard.evaluation.Evaluator;
import oddboard.evaluation.PixelEvaluator;
import oddboard.evaluation.ReconstructionFrame;
import oddboard.job.JobContext;
import oddboard.label.LabelSets;
import oddboard.run.Run;
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
    private final RunReporter reporter;
    private final Checkpoints checkpoints;
    private final Splits splits;
    private final Model model;
    private final TrainingProgress progress;
    private @Nullable Scored scored;

    private record Scored(
            double[] scores, Pictures pictures, double seconds, TrainingSample trained, TrainingSample heldOut) {}

    private Training(
            RunRow run,
            JobContext context,
            TrainingRepository work,
            Datasets datasets,
            LabelSets labelSets,
            BlobStore blobs,
            Evaluations evaluations,
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
        this.reporter = reporter;
        this.checkpoints = checkpoints;
        this.splits = splits;
        this.model = model;
        progress = new TrainingProgress(
                run,
                RunDetector.of(run).traits().reconstructs(),
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
            Evaluations evaluations) {
        RunReporter reporter = new RunReporter(run.id(), context, work, NANOS);
        Checkpoints checkpoints = new Checkpoints(run.id(), context, work, blobs, reporter, NANOS);
        Splits splits = null;
        Model model = null;
        try {
            splits = Splits.open(datasets, run);
            ImageShape shape = splits.shape();
            model = checkpoints.open(() -> RunDetector.open(run, shape, context.device()));
            Previews previews = new Previews(splits.test(), evaluations.forAll(run.version()), reporter, NANOS);
            Training training = new Training(
                    run,
                    context,
                    work,
                    datasets,
                    labelSets,
                    blobs,
                    evaluations,
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
                "attempt %d on %s, %s: %s, %,d parameters, %,d training images of %d × %d × %d",
                context.attempt(),
                context.worker(),
                context.device(),
                run.setup().detector(),
                model.parameterCount(),
                splits.train().count(),
                shape.size(),
                shape.size(),
                shape.channels()));
        if (splits.heldOut().count() > 0) {
            reporter.log(text(
                    "%,d more training images are held out to calibrate thresholds",
                    splits.heldOut().count()));
        }
        RunDetector.beginning(run, context.attempt(), epoch).ifPresent(reporter::log);
        reporter.start();
    }

    /** @return false where it was asked to stop */
    boolean fit() {
        try {
            return model.fit(splits.train(), progress);
        } catch (TrainingException e) {
            reporter.log("training stopped: " + e.getMessage());
            throw e;
        } finally {
            progress.trained();
        }
    }

    /** @return false where it was asked to stop */
    boolean score() throws IOException {
        long start = NANOS.getAsLong();
        try (Scoring scoring = new Scoring(
                splits.test(),
                frame(),
                context.directory(),
                RunDetector.of(run).traits().reconstructs(),
                model.mapGrid())) {
            if (!model.score(splits.test(), scoring, progress)) {
                return false;
            }
            double seconds = (NANOS.getAsLong() - start) / 1e9;
            TrainingSample sample = TrainingSample.ofTrained(model, splits.train(), progress);
            TrainingSample calibration =
                    sample == null ? null : TrainingSample.ofHeldOut(model, splits.heldOut(), progress);
            if (sample == null || calibration == null) {
                return false;
            }
            scored = new Scored(scoring.scores(), scoring.pictures(), seconds, sample, calibration);
            return true;
        }
    }

    /**
     * Publishes scores, images and metrics; all that was reported goes with them, and of the checkpoints the last one stays.
     *
     * @param succeeded is done in the same transaction, when the job's end is all that is missing
     */
    void store(Runnable succeeded) throws Exception {
        Scored result = Objects.requireNonNull(scored);
        Labels labels = Retries.untilAvailable(context, () -> labelSets.forWorkers(run.version()));
        Run.Metrics metrics = withPixels(Evaluator.metrics(result.scores, labels, result.seconds), result, labels);
        Run.Metrics counted = Retries.untilAvailable(
                context, () -> evaluations.counted(run.version(), result.scores, result.seconds));
        Double auroc = counted.auroc();
        String line = text("scored %,d test images in %.1f s", result.scores.length, result.seconds);
        if (auroc == null) {
            reporter.log(line);
        } else {
            reporter.logWithMetrics(line, ": AUC " + Format.auc(auroc));
        }
        Path file = result.pictures.reconstructions().orElse(null);
        String reconstructions = file == null ? null : put(file);
        Pictures.Maps maps = result.pictures.maps().orElse(null);
        TrainingRepository.StoredMaps stored =
                maps == null ? null : new TrainingRepository.StoredMaps(put(maps.file()), maps.shown());
        String last = checkpoints.last(model);
        ImageShape shape = splits.shape();
        List<String> dropped = new ArrayList<>();
        context.publish(() -> {
            // The work is done again where its commit failed.
            dropped.clear();
            reporter.writeAll();
            work.addResult(
                    run.id(),
                    new TrainingRepository.Result(
                            labels,
                            result.scores,
                            reconstructions,
                            shape.size(),
                            shape.channels(),
                            result.pictures.errorScale(),
                            stored,
                            metrics,
                            result.trained,
                            result.heldOut));
            evaluations.evaluate(run.version(), run.id());
            if (last != null) {
                dropped.addAll(work.addCheckpoint(run.id(), context.attempt(), model.epoch(), last));
            }
            dropped.addAll(work.dropCheckpoints(run.id(), 1));
            succeeded.run();
        });
        checkpoints.forget(dropped);
        checkpoints.makeRoom();
    }

    private String put(Path file) throws Exception {
        return Retries.untilAvailable(context, () -> {
            try (InputStream in = Files.newInputStream(file)) {
                return blobs.put(in).sha256();
            }
        });
    }

    private Run.Metrics withPixels(Run.Metrics metrics, Scored result, Labels labels) throws Exception {
        try (PackedMasks masks = Retries.untilAvailable(context, () -> datasets.openMasks(run.version()))) {
            Pictures.Maps maps = result.pictures.maps().orElse(null);
            return (maps == null
                            ? PixelEvaluator.evaluate(
                                    splits.test(),
                                    frame(),
                                    result.pictures.reconstructions().orElseThrow(),
                                    masks,
                                    labels)
                            : PixelEvaluator.evaluate(maps.whole(), maps.file(), masks, labels))
                    .map(f -> metrics.withPixels(f.auroc(), f.aupro()))
                    .orElse(metrics);
        }
    }

    private ReconstructionFrame frame() {
        return ReconstructionFrame.of(
                splits.shape().size(), splits.shape().channels(), run.setup().settings());
    }

    /** The worker is leaving: keeps where the training stands for the next attempt. */
    void leave() {
        reporter.log("the worker is leaving: stopped "
                + (RunDetector.of(run).traits().epochs()
                        ? "in epoch "
                                + Math.min(model.epoch() + 1, run.training().epochs())
                        : "in the training images"));
        checkpoints.leave(model);
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
