package oddboard.maintenance.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import oddboard.account.Users;
import oddboard.maintenance.Check;
import oddboard.maintenance.Doctor;
import oddboard.maintenance.MaintenanceEvents;
import oddboard.maintenance.Retention;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;
import oddboard.ui.Toast;

/** What retention deletes, a look at everything, and backups; for administrators. */
@Route("maintenance")
@PageTitle("Maintenance \u00b7 Oddboard")
@Menu(title = "Maintenance", order = 90.5)
@RolesAllowed("ADMIN")
class MaintenanceView extends Div {
    private static final long serialVersionUID = 1L;
    private static final int SAMPLE = 20;
    private final transient Retention retention;
    private final transient Doctor doctor;
    private final transient MaintenanceEvents events;
    private final transient Users users;
    private final Panel rules = new Panel("Retention").flush();
    private final Div ruleRows = new Div();
    private final Div checkRows = new Div();
    private final Div eventRows = new Div();
    private final Button apply = new Button("Delete it now");

    MaintenanceView(Retention retention, Doctor doctor, MaintenanceEvents events, Users users) {
        this.retention = retention;
        this.doctor = doctor;
        this.events = events;
        this.users = users;
        addClassName("odd-page");
        apply.setDisableOnClick(true);
        apply.addClickListener(e -> apply());
        rules.setActions(apply);
        rules.add(ruleRows);
        var look = new Button("Check everything", e -> look());
        look.addThemeVariants(ButtonVariant.PRIMARY);
        look.setDisableOnClick(true);
        look.addClickListener(e -> look.setEnabled(true));
        var checks = new Panel("Doctor", checkRows).flush();
        checks.setNote("database, disk, settings, workers, and " + SAMPLE + " contents against their hashes");
        checks.setActions(look);
        checkRows.add(new EmptyState("Not looked yet", "It changes nothing and takes a few seconds."));
        var backup = new Panel(
                "Backup",
                new Paragraph(
                        new Span("Everything goes into one file while Oddboard works: "),
                        new Code("oddboard backup --to=FILE"),
                        new Span(", and from there into an empty database: "),
                        new Code("oddboard restore --from=FILE"),
                        new Span(". Let it be made each night.")));
        var past = new Panel("What was done", eventRows).flush();
        add(new PageHeader("Maintenance", "Nothing is lost, and nothing grows for ever"), rules, checks, backup, past);
        refresh();
    }

    private void refresh() {
        List<Retention.Going> going = retention.preview();
        ruleRows.removeAll();
        going.forEach(one -> ruleRows.add(row(one)));
        long bytes = going.stream().mapToLong(Retention.Going::bytes).sum();
        long rows = going.stream().mapToLong(Retention.Going::rows).sum();
        rules.setNote(
                rows == 0 ? "nothing is to go now" : rows(rows) + " would go now and free " + Format.bytes(bytes));
        apply.setEnabled(rows > 0);
        eventRows.removeAll();
        var past = events.newest();
        if (past.isEmpty()) {
            eventRows.add(
                    new EmptyState("Nothing yet", "Backups, restores and deletions by retention are listed here."));
        }
        past.forEach(event -> eventRows.add(row(event)));
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : Format.count(count) + " rows";
    }

    private static Div row(Retention.Going one) {
        var title = new Span(one.title());
        var frees = new Span(
                !one.on()
                        ? "never goes"
                        : one.rows() == 0 ? "nothing to go" : rows(one.rows()) + ", " + Format.bytes(one.bytes()));
        frees.addClassName("odd-maintenance__frees");
        if (one.rows() == 0) {
            frees.addClassName("odd-mute");
        }
        var keeps = new Span("kept: " + one.keeps()
                + (one.key().equals("unfinished-uploads") ? "" : " (oddboard.retention." + one.key() + ")"));
        keeps.addClassName("odd-mute");
        var row = new Div(title, frees, keeps);
        row.addClassName("odd-maintenance__rule");
        return row;
    }

    private static Div row(MaintenanceEvents.Event event) {
        var at = new Span(Format.ago(event.at()));
        at.addClassName("odd-mute");
        var what = switch (event.kind()) {
            case "BACKUP" -> "Backup";
            case "RESTORE" -> "Restore";
            case "STORAGE" -> "Storage";
            default -> "Retention";
        };
        var row = new Div(at, new Span(what + " by " + event.actor() + ": " + event.detail()));
        row.addClassName("odd-maintenance__event");
        return row;
    }

    private void apply() {
        var gone = retention.apply(users.require().name());
        Toast.show(
                gone.isEmpty()
                        ? "Nothing was to go."
                        : Format.bytes(gone.stream()
                                        .mapToLong(Retention.Going::bytes)
                                        .sum()) + " are free.");
        refresh();
    }

    private void look() {
        checkRows.removeAll();
        doctor.look(SAMPLE).stream()
                .sorted(java.util.Comparator.comparing(Check::level).reversed())
                .forEach(check -> checkRows.add(row(check)));
    }

    private static Div row(Check check) {
        var tag = switch (check.level()) {
            case OK -> new StateTag("OK", Tone.GOOD);
            case WARN -> new StateTag("Warn", Tone.WARN);
            case FAIL -> new StateTag("Fail", Tone.BAD);
        };
        var topic = new Span(check.topic().substring(0, 1).toUpperCase(Locale.ROOT)
                + check.topic().substring(1));
        topic.addClassName("odd-strong");
        var row = new Div(tag, topic, new Span(check.sentence()));
        row.addClassName("odd-maintenance__line");
        return row;
    }
}
