package oddboard.job.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import oddboard.account.User;
import oddboard.job.Job;
import oddboard.job.JobState;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupRows;

/** One job of the queue, as markup. */
final class JobRow {
    static final String PLACE = "place";
    static final String CANCEL = "cancel";

    private JobRow() {}

    /** @param by the name of who started it */
    static String of(Job job, Subjects.Named subject, String by, User viewer) {
        var title = subject.href().isEmpty() ? new Html("span", "odd-job__title")
                : new Html("a", "odd-job__title").attr("href", subject.href());
        return new Html("div", "odd-job").attr("role", "row")
                .add(cell("odd-job__place odd-num", "Place").text(job.position() == null ? "" : Integer.toString(job.position())))
                .add(cell("", "Job").add(title.text(subject.text())).add("span", "odd-job__when", when(job)))
                .add(status(job))
                .add(cell("odd-row-table__cell--small", "Label").add("span", "", job.label()))
                .add(cell("odd-row-table__cell--small", "Priority").add(priority(job, viewer)))
                .add(cell("odd-row-table__cell--small", "By").add("span", "", by))
                .add(action(job, subject.text(), viewer)).toString();
    }

    static String head() {
        var head = new Html("div", "odd-row-table__head").attr("role", "row");
        for (String column : new String[] {"#", "Job", "State", "Label", "Priority", "By", ""}) {
            head.add(new Html("span").attr("role", "columnheader").text(column));
        }
        return head.toString();
    }

    private static Html cell(String className, String column) {
        return new Html("div", (className + " odd-row-table__cell").strip()).attr("role", "cell").attr("data-column", column);
    }

    private static Html status(Job job) {
        var cell = cell("odd-job-status", "State").add(new Html("span", "odd-tag")
                .attr("tone", JobStatus.tone(job).name().toLowerCase(Locale.ROOT)).text(JobStatus.word(job)));
        if (job.state() == JobState.RUNNING) {
            var bar = new Html("vaadin-progress-bar").attr("aria-label", "Progress");
            cell.add(job.total() <= 0 ? bar.attr("indeterminate", "")
                    : bar.attr("value", Double.toString(Math.clamp((double) job.done() / job.total(), 0, 1))));
        }
        return cell.add("span", "odd-job-status__text", JobStatus.sentence(job));
    }

    private static Html priority(Job job, User viewer) {
        String number = Integer.toString(job.priority());
        return PlaceDialog.allowed(job, viewer)
                ? button("odd-job__priority odd-num").attr("aria-label", "Priority " + number + ", change the place")
                        .attr(MarkupRows.DO, PLACE).text(number)
                : button("odd-job__priority odd-num").attr("aria-label", "Priority " + number).attr("disabled", "").text(number);
    }

    private static Html action(Job job, String subject, User viewer) {
        var cell = cell("", "Action");
        if (!JobCancelButton.allowed(job, viewer) || job.state().isEnded()) {
            return cell.text("");
        }
        var cancel = button("").attr("aria-label", "Cancel: " + subject).attr(MarkupRows.DO, CANCEL);
        return cell.add((job.cancelRequested() ? cancel.attr("disabled", "") : cancel).text("Cancel"));
    }

    private static Html button(String className) {
        return new Html("vaadin-button", className).attr("theme", "tertiary");
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
