package oddboard.training;

import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import oddboard.detector.Model;
import oddboard.detector.Progress;
import oddboard.job.JobContext;
import oddboard.run.Loss;
import oddboard.run.Run;
import oddboard.run.RunRow;
import org.jspecify.annotations.Nullable;

/** Passes on what a model says: to the job's heartbeat, the run's reporter and its checkpoints. */
final class TrainingProgress implements Progress {
    private final JobContext context;
    private final RunReporter reporter;
    private final Checkpoints checkpoints;
    private final Previews previews;
    private final boolean reconstructs;
    private final int epochs;
    private final double trainedBefore;
    private final LongSupplier nanos;
    private final RemainingTimeEstimate eta;
    private final long start;
    private int epoch;
    private final long imagesAnEpoch;
    /** Over all epochs, those of earlier attempts included. */
    private long imagesTrained;

    private @Nullable Double imagesPerSecond;

    TrainingProgress(
            RunRow run,
            boolean reconstructs,
            int epoch,
            int trainImages,
            JobContext context,
            RunReporter reporter,
            Checkpoints checkpoints,
            Previews previews,
            LongSupplier nanos) {
        this.context = context;
        this.reporter = reporter;
        this.checkpoints = checkpoints;
        this.previews = previews;
        this.reconstructs = reconstructs;
        this.epochs = run.training().epochs();
        this.trainedBefore = run.training().seconds();
        this.epoch = epoch;
        imagesAnEpoch = trainImages;
        imagesTrained = epoch * imagesAnEpoch;
        this.nanos = nanos;
        start = nanos.getAsLong();
        eta = new RemainingTimeEstimate(start);
    }

    @Override
    public boolean stopRequested() {
        EngineTurn.pass();
        return reporter.lost() || context.stop() != JobContext.Stop.NONE;
    }

    @Override
    public boolean cancelRequested() {
        return reporter.lost()
                || switch (context.stop()) {
                    case CANCEL, LOST -> true;
                    case NONE, DRAIN -> false;
                };
    }

    @Override
    public boolean finishRequested() {
        return reporter.finishRequested();
    }

    @Override
    public void images(int present, int done, int total) {
        if (present == 0) {
            context.progress(done, total, "images");
            return;
        }
        long all = (present - 1) * imagesAnEpoch + done;
        // A detector without epochs counts what it does of several passes.
        long whole = epochs > 0 ? epochs * imagesAnEpoch : total;
        imagesTrained = all;
        context.progress(all, whole, Run.TRAINING_UNIT);
        eta.at(nanos.getAsLong(), all);
        reportRemaining(whole - all);
    }

    @Override
    public void epoch(int ended, Map<String, Double> losses, double rate, double waitShare) {
        epoch = ended;
        imagesPerSecond = rate;
        eta.mark();
        reporter.loss(new Loss(ended, losses, rate, waitShare));
        reporter.log(line(ended, losses, rate, waitShare));
        reportRemaining((epochs - ended) * imagesAnEpoch);
    }

    private static String line(int epoch, Map<String, Double> losses, double rate, double waitShare) {
        StringBuilder line = new StringBuilder("epoch " + epoch);
        losses.forEach((name, value) -> line.append(String.format(Locale.ROOT, "  %s %.5f", name, value)));
        return line + String.format(Locale.ROOT, "  %.0f images/s  waited for data %.1f %%", rate, 100 * waitShare);
    }

    private void reportRemaining(long imagesLeft) {
        Double rate = imagesPerSecond == null ? eta.rate() : imagesPerSecond;
        reporter.reached(new TrainingRepository.Reached(epoch, rate, eta.secondsFor(imagesLeft), trainSeconds()));
    }

    /** Over all attempts. */
    double trainSeconds() {
        return trainedBefore + (nanos.getAsLong() - start) / 1e9;
    }

    /** Training has ended: nothing is left of it, and its rate is that of the whole. */
    void trained() {
        double seconds = trainSeconds();
        Double rate = imagesTrained > 0 && seconds > 0 ? Double.valueOf(imagesTrained / seconds) : imagesPerSecond;
        reporter.reached(new TrainingRepository.Reached(epoch, rate, null, seconds));
    }

    @Override
    public void checkpoint(Model model, boolean best) {
        checkpoints.offer(model);
        if (reconstructs) {
            previews.offer(model);
        }
    }

    @Override
    public void log(String line) {
        reporter.log(line);
    }
}
