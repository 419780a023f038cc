package oddboard.job.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import oddboard.account.User;
import oddboard.job.Job;
import oddboard.job.JobState;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;

/** The columns of the queue. */
final class JobRow {
    static final String PLACE = "place";
    static final String CANCEL = "cancel";

    private JobRow() {}

    /**
     * A job, with what else its row says.
     *
     * @param by the name of who started it
     */
    record Named(Job job, Subjects.Named subject, String by) {}

    static List<Column<Named>> columns(User viewer) {
        return List.of(
                Column.<Named>text("#", row -> row.job.position() == null ? "" : Integer.toString(row.job.position()))
                        .num()
                        .styled("odd-job__place"),
                Column.<Named>of(
                                "Job",
                                (cell, row) -> cell.add(title(row.subject)).add("span", "odd-job__when", when(row.job)))
                        .styled("odd-table__wrap odd-job__job"),
                Column.<Named>of("State", (cell, row) -> cell.add(JobStatus.html(row.job)))
                        .styled("odd-table__wrap odd-job__state"),
                Column.<Named>text("Label", row -> row.job.request().label()).labeled(),
                Column.<Named>of("Priority", (cell, row) -> cell.add(priority(row.job, viewer)))
                        .labeled(),
                Column.<Named>text("By", Named::by).labeled(),
                Column.<Named>of("", (cell, row) -> action(cell, row, viewer)).styled("odd-job__action"));
    }

    private static Html title(Subjects.Named subject) {
        return (subject.href().isEmpty()
                        ? new Html("span", "odd-job__title")
                        : new Html("a", "odd-job__title").attr("href", subject.href()))
                .text(subject.text());
    }

    private static Html priority(Job job, User viewer) {
        String number = Integer.toString(job.request().priority());
        boolean allowed = PlaceDialog.allowed(job, viewer);
        return new Html("span", "odd-job__priority")
                .add(MarkupParts.button(
                        PLACE, number, "Priority " + number + (allowed ? ", change the place" : ""), allowed, ""));
    }

    private static void action(Html cell, Named row, User viewer) {
        if (JobCancelButton.allowed(row.job, viewer) && !row.job.state().isEnded()) {
            cell.add(MarkupParts.button(
                    CANCEL, "Cancel", "Cancel: " + row.subject.text(), !row.job.cancelRequested(), ""));
        }
    }

    private static String when(Job job) {
        var execution = job.execution();
        var started = execution.startedAt();
        if (execution.endedAt() != null) {
            var took = started == null ? "" : " · took " + Format.duration(seconds(started, execution.endedAt()));
            return "ended " + Format.ago(execution.endedAt()) + took;
        }
        if (job.state() == JobState.RUNNING && started != null) {
            var on = execution.worker() == null ? "" : " on " + execution.worker();
            var attempt =
                    execution.tries() > 1 ? " · attempt " + execution.tries() + " of " + execution.maxAttempts() : "";
            return "started " + Format.ago(started) + on + attempt;
        }
        return "queued " + Format.ago(job.request().createdAt()) + " · " + JobStatus.start(job, Instant.now());
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
