package oddboard.account.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.audit.AuditEntry;
import oddboard.audit.AuditLog;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** When and from where one signed in, and who tried to. */
@Component
@Order(100)
class SignInsPanel implements AccountPart {
    private static final int SHOWN = 10;

    private final AuditLog log;
    private final Users users;

    SignInsPanel(AuditLog log, Users users) {
        this.log = log;
        this.users = users;
    }

    @Override
    public Panel create() {
        User user = users.require();
        List<AuditEntry> entries = log.sessions("user " + user.id(), SHOWN);
        var panel = new Panel("Latest sign-ins").flush();
        if (entries.isEmpty()) {
            return new Panel("Latest sign-ins", new Paragraph("None is written down yet; the next one will be."));
        }
        entries.forEach(entry -> panel.add(row(entry)));
        return panel;
    }

    private static Div row(AuditEntry entry) {
        var tag = switch (entry.action()) {
            case "session.sign-in" -> new StateTag("Signed in", Tone.GOOD);
            case "session.sign-in-failed" -> new StateTag("Failed", Tone.BAD);
            default -> new StateTag("Left", Tone.NEUTRAL);
        };
        var when = new Span(Format.ago(entry.at()));
        when.addClassName("odd-note");
        var row = new Div(tag, new Span(AccountMessages.where(entry.address())), when);
        row.addClassName("odd-sign-in");
        return row;
    }
}
