package oddboard.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import oddboard.dataset.Datasets;
import oddboard.dataset.Inputs;
import oddboard.dataset.ModelInput;
import oddboard.dataset.PackedVersion;
import oddboard.detector.SettingsException;
import oddboard.detector.TrainingException;
import oddboard.evaluation.Evaluations;
import oddboard.job.JobContext;
import oddboard.job.JobFailure;
import oddboard.job.JobHandler;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.label.LabelSets;
import oddboard.run.RunEnded;
import oddboard.run.RunEntries;
import oddboard.run.RunRow;
import oddboard.run.Runs;
import oddboard.storage.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Does a run: loads its data and where it stood, fits, scores the test split, and stores all of that at once. */
@Component
class TrainingHandler implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingHandler.class);
    private final Runs runs;
    private final TrainingRepository work;
    private final Datasets datasets;
    private final Inputs inputs;
    private final LabelSets labelSets;
    private final BlobStore blobs;
    private final Evaluations evaluations;
    private final RunEntries entries;
    private final ApplicationEventPublisher events;

    TrainingHandler(
            Runs runs,
            TrainingRepository work,
            Datasets datasets,
            Inputs inputs,
            LabelSets labelSets,
            BlobStore blobs,
            Evaluations evaluations,
            RunEntries entries,
            ApplicationEventPublisher events) {
        this.runs = runs;
        this.work = work;
        this.datasets = datasets;
        this.inputs = inputs;
        this.labelSets = labelSets;
        this.blobs = blobs;
        this.evaluations = evaluations;
        this.entries = entries;
        this.events = events;
    }

    @Override
    public String kind() {
        return Runs.JOB_KIND;
    }

    @Override
    public boolean computes() {
        return true;
    }

    @Override
    public void handle(JobContext context) throws Exception {
        try {
            train(context);
        } catch (TrainingException e) {
            throw new JobFailure(e.code(), e.getMessage(), false, e);
        } catch (SettingsException e) {
            throw new JobFailure("SETTING_UNFIT", e.getMessage(), false, e);
        } catch (IOException | UncheckedIOException e) {
            throw Retries.failure(
                    "WORKER_FILES", "The worker could not write or read the run's own files; its disk may be full.", e);
        }
    }

    private void train(JobContext context) throws Exception {
        RunRow run =
                Retries.untilAvailable(context, () -> runs.stored(context.job()).orElseThrow());
        context.about("run", run.id().toString());
        LOG.info("Run {} starts: attempt {} on {}", run.id(), context.attempt(), context.device());
        ModelInput input = run.setup().input();
        PackedVersion squares = input == null
                ? null
                : Retries.untilAvailable(
                        context,
                        () -> inputs.squares(
                                run.version(),
                                input,
                                context.directory(),
                                () -> context.stop() == JobContext.Stop.NONE));
        if (input != null && squares == null) {
            return;
        }
        if (!EngineTurn.take(() -> context.stop() != JobContext.Stop.NONE)) {
            return;
        }
        boolean computes = true;
        try (Training training =
                Training.load(run, context, work, datasets, labelSets, blobs, evaluations, entries, inputs, squares)) {
            boolean scored = context.traced("training", training::fit) && context.traced("scoring", training::score);
            computes = false;
            EngineTurn.giveBack();
            if (scored) {
                context.traced("evaluation", () -> {
                    training.store(() -> events.publishEvent(new RunEnded(run.id(), JobState.SUCCEEDED)));
                    return true;
                });
                LOG.info("Run {} has its scores", run.id());
            } else if (context.stop() == JobContext.Stop.DRAIN) {
                training.release();
            }
        } finally {
            if (computes) {
                EngineTurn.giveBack();
            }
        }
    }

    @Override
    public void ended(JobId job, JobState state) {
        work.ended(job).ifPresent(run -> events.publishEvent(new RunEnded(run, state)));
    }
}
