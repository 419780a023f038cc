package oddboard.health.ui;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.List;
import oddboard.health.Finding;
import oddboard.health.Findings;
import oddboard.job.ui.Ticker;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;
import org.springframework.core.env.Environment;

/** Whether all goes well, in plain sentences; for administrators. */
@Route("health")
@PageTitle("Health \u00b7 Oddboard")
@Menu(title = "Health", order = 91)
@RolesAllowed("ADMIN")
class HealthView extends Div {
    private static final long serialVersionUID = 1L;
    private final transient Findings findings;
    private final PageHeader header = new PageHeader("Health", "");
    private final Div rows = new Div();
    private transient List<Finding> shown = List.of();

    HealthView(Findings findings, Ticker ticker, Environment environment) {
        this.findings = findings;
        addClassName("odd-page");
        add(header, new Panel("", rows).flush());
        String port =
                environment.getProperty("local.management.port", environment.getProperty("management.server.port", ""));
        if (!port.isEmpty()) {
            String address = "http://" + environment.getProperty("management.server.address", "localhost") + ":" + port
                    + "/actuator/";
            add(new Panel(
                    "For machines",
                    new Paragraph(
                            new Span("The same, and metrics for Prometheus, at "),
                            new Code(address + "health"),
                            new Span(" and "),
                            new Code(address + "prometheus"),
                            new Span(" of this server."))));
        }
        refresh();
        ticker.every(Duration.ofSeconds(5), this, this::refresh);
    }

    private void refresh() {
        var now = findings.all();
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        long bad = now.stream().filter(f -> f.level() == Finding.Level.BAD).count();
        long warn = now.stream().filter(f -> f.level() == Finding.Level.WARN).count();
        header.setSubtitle(
                bad + warn == 0
                        ? "All is well"
                        : bad == 0 ? "Check what is marked; work continues" : "Some work has stalled");
        rows.removeAll();
        now.forEach(finding -> rows.add(row(finding)));
    }

    private static Div row(Finding finding) {
        var tag = switch (finding.level()) {
            case GOOD -> new StateTag("Good", Tone.GOOD);
            case WARN -> new StateTag("Check", Tone.WARN);
            case BAD -> new StateTag("Bad", Tone.BAD);
        };
        var topic = new Span(
                switch (finding.topic()) {
                    case DATABASE -> "Database";
                    case DISK -> "Disk";
                    case WORKERS -> "Workers";
                    case QUEUE -> "Queue";
                    case CLOCKS -> "Clocks";
                });
        topic.addClassName("odd-strong");
        var row = new Div(tag, topic, new Span(finding.sentence()));
        row.addClassName("odd-health");
        return row;
    }
}
