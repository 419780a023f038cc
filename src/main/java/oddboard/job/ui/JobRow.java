package oddboard.job.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.Instant;
import oddboard.account.User;
import oddboard.job.Job;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
import oddboard.ui.Format;

/** One job of the queue. */
final class JobRow extends Div {
    private static final long serialVersionUID = 1L;
    private final transient JobId job;
    private final Span place = new Span();
    private final Span when = new Span();
    private final Button priority = new Button();
    private final JobStatus status;
    private final JobCancelButton cancel;
    private final transient User viewer;
    private transient Job shown;

    JobRow(Job job, Subjects.Named subject, String by, JobQueue queue, User viewer) {
        this.job = job.id();
        this.shown = job;
        this.viewer = viewer;
        addClassName("job-row");
        status = new JobStatus(job);
        cancel = new JobCancelButton(queue, job, subject.text(), viewer);
        var title = subject.link();
        title.addClassName("job-row-title");
        var name = new Div(title, when);
        when.addClassName("job-row-when");
        place.addClassNames("job-row-place", "num");
        priority.addClassNames("job-row-priority", "num");
        priority.addThemeVariants(ButtonVariant.TERTIARY);
        priority.addClickListener(e -> {
            if (PlaceDialog.allowed(shown, viewer)) {
                new PlaceDialog(queue, shown, subject.text(), viewer).open();
            }
        });
        add(RowTable.cell(place, "Place"), RowTable.cell(name, "Job"), RowTable.cell(status, "State"),
                RowTable.small(new Span(job.label()), "Label"), RowTable.small(priority, "Priority"),
                RowTable.small(new Span(by), "By"), RowTable.cell(new Div(cancel), "Action"));
        show(job);
    }

    JobId job() {
        return job;
    }

    void show(Job job) {
        place.setText(job.position() == null ? "" : Integer.toString(job.position()));
        shown = job;
        priority.setText(Integer.toString(job.priority()));
        boolean movable = PlaceDialog.allowed(job, viewer);
        priority.setEnabled(movable);
        priority.setAriaLabel(movable ? "Priority " + job.priority() + ", change the place" : "Priority " + job.priority());
        when.setText(when(job));
        status.show(job);
        cancel.show(job);
    }

    private static String when(Job job) {
        if (job.endedAt() != null) {
            var took = job.startedAt() == null ? ""
                    : " · took " + Format.duration(seconds(job.startedAt(), job.endedAt()));
            return "ended " + Format.ago(job.endedAt()) + took;
        }
        if (job.state() == JobState.RUNNING && job.startedAt() != null) {
            var on = job.worker() == null ? "" : " on " + job.worker();
            var attempt = job.tries() > 1 ? " · attempt " + job.tries() + " of " + job.maxAttempts() : "";
            return "started " + Format.ago(job.startedAt()) + on + attempt;
        }
        return "queued " + Format.ago(job.createdAt()) + " · " + JobStatus.start(job, Instant.now());
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
