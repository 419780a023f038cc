package oddboard.job.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.time.Duration;
import java.time.Instant;
import oddboard.job.Job;
import oddboard.job.JobProgress;
import oddboard.job.JobState;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;

/** How a job stands: its state, a bar while it runs, and one sentence of how far, why not yet, or why it failed. */
public final class JobStatus extends Div {
    private static final long serialVersionUID = 1L;
    private static final String LOST =
            "Its worker is silent; another one takes over in a moment, unless it speaks again.";
    private final StateTag tag;
    private final ProgressBar bar = new ProgressBar();
    private final Span text = new Span();

    public JobStatus(Job job) {
        addClassName("odd-job-status");
        tag = new StateTag(word(job), tone(job));
        text.addClassName("odd-job-status__text");
        bar.getElement().setAttribute("aria-label", "Progress");
        add(tag, bar, text);
        show(job);
    }

    public void show(Job job) {
        show(tag, job);
        bar.setVisible(job.state() == JobState.RUNNING);
        double share = job.progress().share();
        bar.setIndeterminate(share < 0);
        bar.setValue(Math.max(0, share));
        text.setText(sentence(job));
    }

    /** As this component, as markup. */
    static Html html(Job job) {
        var status = new Html("div", "odd-job-status").add(MarkupParts.tag(word(job), tone(job)));
        if (job.state() == JobState.RUNNING) {
            status.add(MarkupParts.progress(job.progress().share(), "Progress"));
        }
        return status.add("span", "odd-job-status__text", sentence(job));
    }

    /** How a job stands now, in one word, as markup. */
    public static Html tagHtml(Job job) {
        return MarkupParts.tag(word(job), tone(job));
    }

    /** As {@link #tagHtml(Job)}, of a state that a job was in. */
    public static Html tagHtml(JobState state) {
        return MarkupParts.tag(word(state), tone(state));
    }

    /** Has a tag say how the job stands now. */
    public static void show(StateTag tag, Job job) {
        tag.set(word(job), tone(job));
    }

    public static String word(Job job) {
        if (job.state() == JobState.RUNNING && (job.execution().lost() || job.cancelRequested())) {
            return job.execution().lost() ? "Lost" : "Canceling";
        }
        return word(job.state());
    }

    private static String word(JobState state) {
        return switch (state) {
            case QUEUED -> "Queued";
            case RUNNING -> "Running";
            case RETRY_WAIT -> "Waits to retry";
            case SUCCEEDED -> "Succeeded";
            case FAILED -> "Failed";
            case CANCELLED -> "Canceled";
        };
    }

    static Tone tone(Job job) {
        if (job.state() == JobState.RUNNING && (job.execution().lost() || job.cancelRequested())) {
            return job.execution().lost() ? Tone.BAD : Tone.WARN;
        }
        return tone(job.state());
    }

    private static Tone tone(JobState state) {
        return switch (state) {
            case QUEUED, CANCELLED -> Tone.NEUTRAL;
            case RUNNING -> Tone.ACTIVE;
            case RETRY_WAIT -> Tone.WARN;
            case SUCCEEDED -> Tone.GOOD;
            case FAILED -> Tone.BAD;
        };
    }

    static String sentence(Job job) {
        return switch (job.state()) {
            case QUEUED, RETRY_WAIT -> job.waitReason() == null ? "" : job.waitReason();
            case RUNNING -> job.execution().lost() ? LOST : progress(job.progress());
            case FAILED -> job.errorDetail() == null ? "" : job.errorDetail();
            case SUCCEEDED, CANCELLED -> "";
        };
    }

    /** When a waiting job starts, as far as it is known. */
    public static String start(Job job, Instant now) {
        Instant at = job.estimatedStart();
        if (at == null) {
            return "start not known";
        }
        double seconds = Duration.between(now, at).toMillis() / 1000.0;
        return seconds < 5 ? "starts soon" : "starts in about " + Format.duration(seconds);
    }

    private static String progress(JobProgress progress) {
        if (progress.total() <= 0) {
            return progress.done() > 0 ? Format.count(progress.done()) + " " + progress.unit() : "";
        }
        return (Format.count(progress.done()) + " of " + Format.count(progress.total()) + " " + progress.unit())
                .strip();
    }
}
