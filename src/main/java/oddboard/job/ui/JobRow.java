package oddboard.job.ui;

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
    private final Span priority = new Span();
    private final JobStatus status;
    private final JobCancelButton cancel;

    JobRow(Job job, Subjects.Named subject, String by, JobQueue queue, User viewer) {
        this.job = job.id();
        addClassName("job-row");
        status = new JobStatus(job);
        cancel = new JobCancelButton(queue, job, subject.text(), viewer);
        var title = subject.link();
        title.addClassName("job-row-title");
        var name = new Div(title, when);
        when.addClassName("job-row-when");
        place.addClassNames("job-row-place", "num");
        priority.addClassName("num");
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
        priority.setText(Integer.toString(job.priority()));
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
            var attempt = job.attempt() > 1 ? " · attempt " + job.attempt() + " of " + job.maxAttempts() : "";
            return "started " + Format.ago(job.startedAt()) + on + attempt;
        }
        return "queued " + Format.ago(job.createdAt());
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
