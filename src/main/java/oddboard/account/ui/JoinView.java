package oddboard.account.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.binder.ValidationException;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.util.Optional;
import oddboard.account.Invitations;
import oddboard.account.LoginThrottle;
import oddboard.account.PasswordException;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.ui.OnceButton;
import oddboard.ui.Panel;
import oddboard.ui.RefusalText;

/** Where an invitation's link leads: somebody new chooses a name and a password, and is in. */
@Route(value = "join", autoLayout = false)
@PageTitle("Welcome · Oddboard")
@AnonymousAllowed
class JoinView extends Main implements HasUrlParameter<String> {
    private static final long serialVersionUID = 1;
    /** The one answer for all links that open nothing, so that a guesser learns nothing. */
    static final String NOTHING = "This invitation opens nothing: it was used or withdrawn, or it has expired. "
            + "Ask an administrator for a new one.";

    private final TextField name = new TextField("Name");
    private final PasswordField password = PasswordForm.field("Password", "new-password");
    private final PasswordField again = PasswordForm.field("Password again", "new-password");
    private final Paragraph error = new Paragraph();
    private final Binder<Newcomer> binder = new Binder<>(Newcomer.class);
    private final Div box = new Div();
    private final transient Invitations invitations;
    private final transient LoginThrottle throttle;
    private final transient Users users;
    private String secret = "";

    /** What the fields hold; public, because the binder makes it. */
    public record Newcomer(String name, String password, String again) {}

    JoinView(Invitations invitations, LoginThrottle throttle, Users users) {
        this.invitations = invitations;
        this.throttle = throttle;
        this.users = users;
        addClassName("odd-door");
        var brand = new H1(new Image("icons/mark.svg", ""), new Span("Oddboard"));
        brand.addClassName("odd-brand");
        box.add(brand);
        box.addClassName("odd-door__box");
        add(box);
    }

    @Override
    public void setParameter(BeforeEvent event, String secret) {
        this.secret = secret;
        Optional<User> current = users.current();
        if (current.isPresent()) {
            show(
                    "You are signed in as " + current.get().name() + ". The invitation is for somebody who is not yet: "
                            + "open its link in their browser.",
                    new Anchor("", "Go to Oddboard"));
            return;
        }
        Optional<Role> role = open(secret);
        if (role.isEmpty()) {
            show(NOTHING, new Anchor(LoginView.PATH, "Sign in"));
        } else {
            showForm(role.get());
        }
    }

    /** The same answer to a wrong link and to one too many. */
    private Optional<Role> open(String secret) {
        String address = VaadinRequest.getCurrent().getRemoteAddr();
        if (!throttle.admitLink(address)) {
            return Optional.empty();
        }
        Optional<Role> role = invitations.role(secret);
        if (role.isPresent()) {
            throttle.linkOpened(address);
        }
        return role;
    }

    private void showForm(Role role) {
        name.setMaxLength(100);
        name.getElement().setAttribute("autocomplete", "username");
        password.setHelperText(PasswordForm.ADVICE);
        binder.forField(name).bind("name");
        binder.forField(password).bind("password");
        binder.forField(again)
                .withValidator(
                        text -> text.equals(password.getValue()), "The two passwords differ; type the same one twice.")
                .bind("again");
        error.addClassName("odd-error");
        error.getElement().setAttribute("role", "alert");
        error.setVisible(false);
        var join = OnceButton.primary("Join", this::join);
        join.addClickShortcut(Key.ENTER).listenOn(this);
        var actions = new Div(join);
        actions.addClassName("odd-actions");
        var form = new Div(name, password, again, error, actions);
        form.addClassName("odd-form");
        var panel = new Panel("Welcome", form);
        panel.setNote("You join as " + AccountMessages.inText(role));
        box.add(panel);
        name.focus();
    }

    private boolean join() {
        error.setVisible(false);
        Optional<User> user;
        try {
            Newcomer newcomer = binder.writeRecord();
            user = invitations.accept(secret, newcomer.name(), newcomer.password());
        } catch (ValidationException marked) {
            return false;
        } catch (PasswordException weak) {
            RefusalText.at(password, weak);
            return false;
        } catch (IllegalArgumentException taken) {
            RefusalText.at(name, taken);
            return false;
        }
        if (user.isEmpty()) {
            error.setText(NOTHING);
            error.setVisible(true);
            return false;
        }
        // Through the same door as everybody: with its new session id, its count of tries and its events.
        getElement().executeJs("""
                const meta = name => document.querySelector(`meta[name=${name}]`)?.content;
                const form = document.createElement('form');
                form.method = 'post';
                form.action = $0;
                const fields = {username: $1, password: $2};
                if (meta('_csrf_parameter')) fields[meta('_csrf_parameter')] = meta('_csrf');
                for (const [name, value] of Object.entries(fields)) {
                  const input = document.createElement('input');
                  input.type = 'hidden';
                  input.name = name;
                  input.value = value;
                  form.append(input);
                }
                document.body.append(form);
                form.submit();
                """, LoginView.PATH, user.get().name(), password.getValue());
        return true;
    }

    private void show(String sentence, Anchor next) {
        next.setRouterIgnore(true);
        var words = new Paragraph(sentence);
        words.getElement().setAttribute("role", "alert");
        box.add(new Panel("", words, next));
    }
}
