package oddboard.account.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import oddboard.account.Users;
import oddboard.ui.Panel;
import oddboard.ui.Toast;

/** The one page for those who came in by a one-time password, until they have an own one. */
@Route(value = ChangePasswordView.PATH, autoLayout = false)
@PageTitle("Choose a password · Oddboard")
@PermitAll
class ChangePasswordView extends Main implements BeforeEnterObserver {
    static final String PATH = "account/password";
    /** Query parameter: the page that was requested. */
    static final String NEXT = "next";

    private Location next = new Location("");

    ChangePasswordView(Users users, AuthenticationContext signedIn) {
        addClassName("odd-door");
        var brand = new H1(new Image("icons/mark.svg", ""), new Span("Oddboard"));
        brand.addClassName("odd-brand");
        var form = new PasswordForm(users, () -> {
            Toast.show("Your password is changed.");
            getUI().ifPresent(ui -> ui.navigate(next.getPath(), next.getQueryParameters()));
        });
        var panel = new Panel("Choose your own password", form);
        panel.setNote(
                users.require().mustChangePassword() ? "You came in by a one-time password, which ends now." : "");
        var out = new Anchor("logout", "Sign out");
        out.setRouterIgnore(true);
        out.getElement().addEventListener("click", click -> signedIn.logout()).preventDefault();
        var box = new Div(brand, panel, out);
        box.addClassName("odd-door__box");
        add(box);
        form.focus();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        // A path of this program only: the router knows no other site.
        String path = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(NEXT)
                .orElse("");
        next = new Location(path.replaceFirst("^/+", ""));
    }
}
