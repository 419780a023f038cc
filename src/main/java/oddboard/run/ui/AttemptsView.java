package oddboard.run.ui;

import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import oddboard.job.JobChanges;
import oddboard.job.JobEvent;
import oddboard.job.JobQueue;
import oddboard.job.ui.JobStatus;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;

/** The whole history of a run's job: every change of its state, by whom, and why. */
@Route("runs/:id/attempts")
@PermitAll
class AttemptsView extends RunPage {
    private static final long serialVersionUID = 1L;
    private final transient JobQueue queue;
    private final MarkupTable<JobEvent> table = new MarkupTable<JobEvent>(
                    "Attempts",
                    List.of(
                            Column.text("When", event -> Format.moment(event.at())),
                            Column.number(
                                    "Attempt", event -> event.attempt() == 0 ? "–" : Integer.toString(event.attempt())),
                            Column.of("State", (cell, event) -> cell.add(JobStatus.tagHtml(event.state()))),
                            Column.text("By", JobEvent::actor),
                            Column.<JobEvent>text("Why", JobEvent::reason).styled("odd-table__wrap")))
            .styled("odd-attempts-table");
    private final Panel panel = new Panel("Attempts", table).flush();

    AttemptsView(ShownRuns shownRuns, RunHead head, JobChanges changes, JobQueue queue) {
        super(shownRuns, head, changes, "attempts");
        this.queue = queue;
    }

    @Override
    protected void show(Shown shown, QueryParameters query) {
        add(panel);
        refresh(shown);
    }

    @Override
    protected void refresh(Shown shown) {
        table.show(queue.history(shown.run().job().id()));
        panel.setNote("attempt " + shown.run().job().attempt() + " of at most "
                + shown.run().job().execution().maxAttempts());
    }
}
