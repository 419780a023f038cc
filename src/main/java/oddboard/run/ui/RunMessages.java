package oddboard.run.ui;

import java.time.Instant;
import oddboard.job.Job;
import oddboard.job.JobState;
import oddboard.job.ui.JobStatus;
import oddboard.run.Run;
import oddboard.ui.Format;

/** What the pages say about a run. */
public final class RunMessages {
    public static final String DOT = " · ";

    private RunMessages() {}

    /** Share that is done, 0..1. */
    static double share(Run run) {
        var job = run.job();
        if (job.state() == JobState.SUCCEEDED) {
            return 1;
        }
        double share = job.progress().share();
        var training = run.training();
        return share >= 0 ? share : Math.clamp((double) training.epoch() / Math.max(1, training.epochs()), 0, 1);
    }

    /** "epoch 3 of 50", or "scoring" once all epochs have ended; "fitting" where there are none. */
    static String epoch(Run run) {
        var training = run.training();
        return !run.isTraining()
                ? "scoring"
                : !run.traits().epochs()
                        ? "fitting"
                        : "epoch " + Format.count(training.epoch() + 1) + " of " + Format.count(training.epochs());
    }

    /** One line about where an open run stands. */
    static String progress(Run run) {
        var job = run.job();
        if (job.state() == JobState.RUNNING) {
            var text = new StringBuilder(epoch(run));
            Double rate = run.training().imagesPerSecond();
            if (rate != null) {
                text.append(DOT).append(Format.number(rate)).append(" images/s");
            }
            Double left = run.training().secondsLeft();
            if (left != null && run.isTraining()) {
                text.append(DOT).append(Format.duration(left)).append(" left");
            }
            return text.toString();
        }
        return waits(job);
    }

    /** What a waiting job waits for, with its place. */
    static String waits(Job job) {
        Integer position = job.position();
        String reason = job.waitReason();
        String place =
                position == null ? "" : position == 1 ? "Next in line" : "Place " + Format.count(position) + " in line";
        if (reason == null || reason.isBlank()) {
            return place;
        }
        String start = job.estimatedStart() == null ? "" : " It " + JobStatus.start(job, Instant.now()) + ".";
        return (place.isEmpty() ? reason : place + ". " + reason) + start;
    }
}
