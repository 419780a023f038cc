package oddboard.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import oddboard.dataset.Datasets;
import oddboard.dataset.Labels;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.Settings;
import oddboard.detector.SettingsException;
import oddboard.detector.TrainingException;
import oddboard.job.JobContext;
import oddboard.job.JobFailure;
import oddboard.job.JobHandler;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.storage.BlobStore;
import org.springframework.stereotype.Component;

/** Does a run: loads its data and where it stood, fits, scores the test split, and stores all of that at once. */
@Component
class TrainingHandler implements JobHandler {
    static final String KIND = "run";

    /** The engine trains one model at a time in a process. */
    private static final Semaphore ENGINE = new Semaphore(1);

    private final RunRepository runs;
    private final WorkRepository work;
    private final Datasets datasets;
    private final BlobStore blobs;
    private final LongSupplier nanos = System::nanoTime;

    TrainingHandler(RunRepository runs, WorkRepository work, Datasets datasets, BlobStore blobs) {
        this.runs = runs;
        this.work = work;
        this.datasets = datasets;
        this.blobs = blobs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void ended(JobId job, JobState state) {
        work.ended(job);
    }

    @Override
    public void handle(JobContext context) throws Exception {
        while (!ENGINE.tryAcquire(1, TimeUnit.SECONDS)) {
            if (context.stop() != JobContext.Stop.NONE) {
                return;
            }
        }
        try {
            train(context);
        } catch (TrainingException e) {
            throw failure(e.code(), e);
        } catch (SettingsException e) {
            throw failure("SETTING_UNFIT", e);
        } catch (IOException | UncheckedIOException e) {
            throw Transient.failure("WORKER_FILES",
                    "The worker could not write or read the run's own files; its disk may be full.", e);
        } finally {
            ENGINE.release();
        }
    }

    private void train(JobContext context) throws Exception {
        RunRow run = Transient.outlast(context, () -> runs.findByJob(context.job()).orElseThrow());
        try (RunReporter reporter = new RunReporter(run.id(), context, work, nanos);
                Checkpoints checkpoints = new Checkpoints(run.id(), context, work, blobs, reporter, nanos);
                Splits splits = Splits.open(datasets, run.version());
                Model model = checkpoints.open(() -> fresh(run, splits.shape(), context.device()))) {
            begin(run, context, reporter, splits, model);
            TrainingProgress progress = new TrainingProgress(run, model.epoch(), context, reporter, checkpoints, nanos);
            boolean whole = fit(model, splits, progress, reporter);
            if (whole && score(run, model, splits, progress, context, reporter, checkpoints)) {
                return;
            }
            if (context.stop() == JobContext.Stop.DRAIN) {
                reporter.log("the worker is leaving: stopped in epoch " + Math.min(model.epoch() + 1, run.epochs()));
                checkpoints.leave(model);
            }
        }
    }

    private static Model fresh(RunRow run, ImageShape shape, String device) {
        Detector detector = Detectors.byId(run.detector()).orElseThrow(() -> new JobFailure("DETECTOR_UNKNOWN",
                "This worker has no detector \"" + run.detector() + "\"; it may be of another version.", true));
        return detector.open(Settings.of(detector.settings(), run.settings()), shape, device);
    }

    private void begin(RunRow run, JobContext context, RunReporter reporter, Splits splits, Model model) {
        int epoch = model.epoch();
        context.fenced(() -> work.begin(run.id(), epoch, model.parameterCount(), context.device()));
        ImageShape shape = splits.shape();
        reporter.log(String.format(Locale.ROOT, "attempt %d on %s, %s: %s, %,d parameters, %,d training images of %d × %d × %d",
                context.attempt(), context.worker(), context.device(), run.detector(), model.parameterCount(),
                splits.train().count(), shape.size(), shape.size(), shape.channels()));
        if (context.attempt() > 1) {
            reporter.log(epoch > 0 ? "went on from epoch " + epoch : "began again: there was no checkpoint to go on from");
        }
        reporter.start();
    }

    private static boolean fit(Model model, Splits splits, TrainingProgress progress, RunReporter reporter) {
        try {
            return model.fit(splits.train(), progress);
        } catch (TrainingException e) {
            reporter.log("training stopped: " + e.getMessage());
            throw e;
        } finally {
            progress.trained();
        }
    }

    /** @return false where it was asked to stop before everything was stored */
    private boolean score(RunRow run, Model model, Splits splits, TrainingProgress progress, JobContext context,
            RunReporter reporter, Checkpoints checkpoints) throws Exception {
        Path file = context.directory().resolve("reconstructions");
        long start = nanos.getAsLong();
        double[] scores;
        double errorScale;
        try (Scoring scoring = new Scoring(splits.test(), file)) {
            if (!model.score(splits.test(), scoring, progress)) {
                return false;
            }
            scores = scoring.scores();
            errorScale = scoring.errorScale();
        }
        double seconds = (nanos.getAsLong() - start) / 1e9;
        Labels labels = Transient.outlast(context, () -> datasets.labels(run.version()));
        Run.Metrics metrics = Judge.metrics(scores, labels.anomalous(), seconds);
        reporter.log(String.format(Locale.ROOT, "scored %,d test images in %.1f s%s", scores.length, seconds,
                metrics.auroc() == null ? "" : String.format(Locale.ROOT, ": AUC %.4f", metrics.auroc())));
        String pictures = Transient.outlast(context, () -> {
            try (InputStream in = Files.newInputStream(file)) {
                return blobs.put(in).sha256();
            }
        });
        store(run, new WorkRepository.Result(labels, scores, pictures, splits.shape().size(), splits.shape().channels(),
                errorScale, metrics), context, reporter, checkpoints);
        return true;
    }

    private void store(RunRow run, WorkRepository.Result result, JobContext context, RunReporter reporter,
            Checkpoints checkpoints) {
        List<String> dropped = new ArrayList<>();
        reporter.finish();
        context.publish(() -> {
            // The work is done again where its commit failed.
            dropped.clear();
            work.addResult(run.id(), result);
            dropped.addAll(work.dropCheckpoints(run.id(), 0));
        });
        checkpoints.forget(dropped);
    }

    private static JobFailure failure(String code, RuntimeException cause) {
        JobFailure failure = new JobFailure(code, cause.getMessage(), false);
        failure.initCause(cause);
        return failure;
    }
}
