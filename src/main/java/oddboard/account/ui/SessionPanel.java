package oddboard.account.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.spring.security.AuthenticationContext;
import oddboard.account.Sessions;
import oddboard.ui.Panel;

/** Signs one out in every browser. */
class SessionPanel extends Panel {
    private static final long serialVersionUID = 1;

    SessionPanel(Sessions sessions, AuthenticationContext signedIn) {
        super("Sessions");
        var out = new Button("Sign out everywhere", click -> {
            var dialog = new ConfirmDialog("Sign out everywhere?",
                    "All browsers in which you are signed in are signed out, this one too. Tokens go on working.",
                    "Sign out everywhere", confirmed -> {
                        sessions.endAll();
                        signedIn.logout();
                    });
            dialog.setCancelable(true);
            dialog.open();
        });
        add(new Paragraph("Have you left a browser open somewhere, or lost a device?"), out);
    }
}
