package oddboard.account.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.spring.security.AuthenticationContext;
import oddboard.account.BrowserSession;
import oddboard.account.Sessions;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;
import oddboard.ui.Toast;

/** The browsers in which one is signed in; signs one out in one of them, or in every. */
class SessionPanel extends Panel {
    private static final long serialVersionUID = 1;

    private final Div list = new Div();
    private final Sessions sessions;

    SessionPanel(Sessions sessions, AuthenticationContext signedIn) {
        super("Sessions");
        this.sessions = sessions;
        var all = new Button("Sign out everywhere", click -> {
            var dialog = new ConfirmDialog(
                    "Sign out everywhere?",
                    "All browsers in which you are signed in are signed out, this one too. Tokens keep working.",
                    "Sign out everywhere",
                    confirmed -> {
                        sessions.endAll();
                        signedIn.logout();
                    });
            dialog.setCancelable(true);
            dialog.open();
        });
        add(new Paragraph("Have you left a browser open somewhere, or lost a device?"), list, all);
        show();
    }

    private void show() {
        list.removeAll();
        sessions.list().forEach(one -> list.add(row(one)));
    }

    private Div row(BrowserSession one) {
        String browser = BrowserName.of(one.agent());
        var name = new Span(browser);
        name.setTitle(one.agent());
        var where = new Span(AccountMessages.where(one.address()));
        where.addClassName("odd-note");
        var when = new Span(one.here() ? new StateTag("This browser", Tone.GOOD) : seen(one));
        var row = new Div(new Div(name, where), when, one.here() ? new Span() : signOut(one, browser));
        row.addClassName("odd-session");
        return row;
    }

    private static Component seen(BrowserSession one) {
        var when = new Span(Format.ago(one.seenAt()));
        when.addClassName("odd-note");
        when.setTitle("Signed in " + Format.ago(one.beganAt()));
        return when;
    }

    private Button signOut(BrowserSession one, String browser) {
        var out = new Button("Sign out", click -> {
            sessions.end(one.id());
            Toast.show(browser + " is signed out.");
            show();
        });
        out.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        out.setAriaLabel("Sign out " + browser + " at " + AccountMessages.where(one.address()));
        return out;
    }
}
