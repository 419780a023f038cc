package oddboard.account.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.util.Set;
import java.util.stream.Stream;
import oddboard.account.Users;
import org.springframework.beans.factory.ObjectProvider;

/** The door. */
@Route(value = LoginView.PATH, autoLayout = false)
@PageTitle("Sign in · Oddboard")
@AnonymousAllowed
class LoginView extends Main implements BeforeEnterObserver {
    static final String PATH = "login";
    /** Query parameter: too many sign-ins have failed. */
    static final String WAIT = "wait";
    /** Query parameter: the form was older than its session. */
    static final String STALE = "stale";

    static final String ERROR = "error";
    /** Query parameter: the password was right, but the account is locked. */
    static final String LOCKED = "locked";
    /** Query parameter: known to the identity provider, but not here. */
    static final String UNKNOWN_ACCOUNT = "stranger";
    /** Query parameter: the identity provider is away or refused. */
    static final String PROVIDER = "provider";

    private final LoginForm form = new LoginForm();
    private final Users users;
    private final String provider;

    LoginView(Users users, ObjectProvider<OidcLogin> door) {
        this.users = users;
        this.provider = door.stream().map(OidcLogin::name).findFirst().orElse("");
        addClassName("odd-door");
        form.setAction(PATH);
        form.setForgotPasswordButtonVisible(false);
        form.setI18n(words(
                "The name or the password is not right",
                "Check both and try again. An administrator can give you a new password."));
        var brand = new Div(new Image("icons/mark.svg", ""), new Span("Oddboard"));
        brand.addClassName("odd-brand");
        var box = new Div(brand, new Paragraph("Find the odd ones out."), form);
        box.addClassName("odd-door__box");
        if (!provider.isEmpty()) {
            var there = new Anchor(OidcLogin.PATH, "Sign in with " + provider);
            there.setRouterIgnore(true);
            there.addClassName("odd-door__provider");
            box.add(there);
        }
        add(box);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (users.current().isPresent()) {
            event.forwardTo("");
            return;
        }
        explain(event.getLocation().getQueryParameters().getParameters().keySet());
    }

    /** @param reasons why somebody is here again */
    void explain(Set<String> reasons) {
        if (reasons.contains(WAIT)) {
            form.setI18n(words("Too many sign-ins have failed", "Wait a quarter of an hour and try again."));
        } else if (reasons.contains(STALE)) {
            form.setI18n(words("This page had been open for too long", "Please sign in again."));
        } else if (reasons.contains(LOCKED)) {
            form.setI18n(words("Your account is locked", "An administrator can unlock it."));
        } else if (reasons.contains(UNKNOWN_ACCOUNT)) {
            form.setI18n(words("You have no account here", "Ask an administrator of this Oddboard for one."));
        } else if (reasons.contains(PROVIDER)) {
            form.setI18n(words(
                    "The sign-in with " + provider + " did not work",
                    "It may not be reachable now: try again in a moment, or sign in with a password."));
        }
        form.setError(
                Stream.of(WAIT, STALE, LOCKED, UNKNOWN_ACCOUNT, PROVIDER, ERROR).anyMatch(reasons::contains));
    }

    private static LoginI18n words(String errorTitle, String error) {
        LoginI18n words = LoginI18n.createDefault();
        LoginI18n.Form labels = words.getForm();
        labels.setTitle("Sign in");
        labels.setUsername("Name");
        labels.setPassword("Password");
        labels.setSubmit("Sign in");
        LoginI18n.ErrorMessage message = words.getErrorMessage();
        message.setTitle(errorTitle);
        message.setMessage(error);
        message.setUsername("Your name is missing");
        message.setPassword("Your password is missing");
        return words;
    }
}
