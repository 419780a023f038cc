package oddboard.account.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.binder.ValidationException;
import oddboard.account.PasswordException;
import oddboard.account.Users;
import oddboard.account.WrongPasswordException;
import oddboard.ui.RefusalText;

/** Changes the password of whoever is signed in. */
class PasswordForm extends Div {
    static final String ADVICE = "At least 12 characters. A few words in a row are easy to keep and hard to guess.";

    private final PasswordField current = field("Current password", "current-password");
    private final PasswordField next = field("New password", "new-password");
    private final PasswordField again = field("New password again", "new-password");
    private final Binder<Change> binder = new Binder<>(Change.class);
    private final Users users;
    private final Runnable done;

    /** What the fields hold; public, because the binder makes it. */
    public record Change(String current, String next, String again) {}

    PasswordForm(Users users, Runnable done) {
        this.users = users;
        this.done = done;
        addClassName("odd-form");
        next.setHelperText(ADVICE);
        binder.forField(current).bind("current");
        binder.forField(next).bind("next");
        binder.forField(again)
                .withValidator(
                        text -> text.equals(next.getValue()), "The two new passwords differ; type the same one twice.")
                .bind("again");
        var change = new Button("Change password", click -> change());
        change.addThemeVariants(ButtonVariant.PRIMARY);
        change.addClickShortcut(Key.ENTER).listenOn(this);
        var actions = new Div(change);
        actions.addClassName("odd-actions");
        add(current, next, again, actions);
    }

    void focus() {
        current.focus();
    }

    private void change() {
        try {
            Change change = binder.writeRecord();
            users.changePassword(change.current(), change.next());
        } catch (ValidationException marked) {
            return;
        } catch (PasswordException refused) {
            RefusalText.at(refused instanceof WrongPasswordException ? current : next, refused);
            return;
        }
        binder.refreshFields();
        done.run();
    }

    static PasswordField field(String label, String autocomplete) {
        var field = new PasswordField(label);
        field.getElement().setAttribute("autocomplete", autocomplete);
        field.setMaxLength(200);
        return field;
    }
}
