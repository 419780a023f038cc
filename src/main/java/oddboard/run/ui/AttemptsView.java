package oddboard.run.ui;

import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import oddboard.job.JobEvent;
import oddboard.job.ui.JobStatus;
import oddboard.ui.Panel;

/** The whole story of a run's job: every change of its state, by whom, and why. */
@Route("runs/:id/attempts")
@PermitAll
class AttemptsView extends RunPage {
    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", Locale.ENGLISH).withZone(ZoneId.systemDefault());
    private Panel panel = new Panel("Attempts").flush();

    AttemptsView(RunServices services) {
        super(services, "attempts");
    }

    @Override
    void show(Shown shown, QueryParameters query) {
        panel = new Panel("Attempts").flush();
        add(panel);
        refresh(shown);
    }

    @Override
    void refresh(Shown shown) {
        var table = new NativeTable();
        table.addClassNames("odd-table", "odd-attempts-table");
        Rows.head(table, "When", "#Attempt", "State", "By", "Why");
        for (JobEvent event : services.queue().history(shown.run().job().id())) {
            var attempt = new Span(event.attempt() == 0 ? "–" : Integer.toString(event.attempt()));
            var row = Rows.row(table, new Span(TIME.format(event.at())), attempt,
                    JobStatus.tag(event.state()), new Span(event.actor()), new Span(event.reason()));
            row.getComponentAt(1).getElement().getClassList().add("odd-num");
        }
        panel.getChildren().filter(NativeTable.class::isInstance).toList().forEach(c -> c.getElement().removeFromParent());
        panel.add(table);
        panel.setNote("attempt " + shown.run().job().attempt() + " of at most " + shown.run().job().maxAttempts());
    }
}
