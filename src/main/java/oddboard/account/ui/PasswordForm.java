package oddboard.account.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import oddboard.account.PasswordException;
import oddboard.account.Users;

/** Changes the password of whoever is signed in. */
class PasswordForm extends Div {
    static final String ADVICE = "At least 12 characters. A few words in a row are easy to keep and hard to guess.";

    private final PasswordField current = field("Current password", "current-password");
    private final PasswordField next = field("New password", "new-password");
    private final PasswordField again = field("New password again", "new-password");
    private final Paragraph error = new Paragraph();
    private final Users users;
    private final Runnable done;

    PasswordForm(Users users, Runnable done) {
        this.users = users;
        this.done = done;
        addClassName("odd-form");
        next.setHelperText(ADVICE);
        error.addClassName("odd-error");
        error.getElement().setAttribute("role", "alert");
        error.setVisible(false);
        var change = new Button("Change password", click -> change());
        change.addThemeVariants(ButtonVariant.PRIMARY);
        change.addClickShortcut(Key.ENTER).listenOn(this);
        var actions = new Div(change);
        actions.addClassName("odd-actions");
        add(current, next, again, error, actions);
    }

    void focus() {
        current.focus();
    }

    private void change() {
        error.setVisible(false);
        if (!next.getValue().equals(again.getValue())) {
            refuse("The two new passwords differ; type the same one twice.");
            return;
        }
        try {
            users.changePassword(current.getValue(), next.getValue());
        } catch (PasswordException weak) {
            refuse(weak.getMessage());
            return;
        }
        current.clear();
        next.clear();
        again.clear();
        done.run();
    }

    private void refuse(String sentence) {
        error.setText(sentence);
        error.setVisible(true);
    }

    static PasswordField field(String label, String autocomplete) {
        var field = new PasswordField(label);
        field.getElement().setAttribute("autocomplete", autocomplete);
        field.setMaxLength(200);
        return field;
    }
}
