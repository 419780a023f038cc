package oddboard.account.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.net.URI;
import java.time.Duration;
import oddboard.account.Invitations;
import oddboard.account.Role;
import oddboard.common.InputException;
import oddboard.ui.OnceButton;

/** Makes a link for somebody new and shows it once. */
class InviteDialog extends Dialog {
    private static final long serialVersionUID = 1;
    private final Select<Role> role = AccountMessages.roles();
    private final Select<Integer> days = new Select<>();
    private final TextField note = new TextField("For whom");
    private final Div body = new Div();
    private final Button create = OnceButton.primary("Create link", this::create);
    private final Button close = new Button("Cancel", click -> close());
    private final transient Invitations invitations;
    private final transient Runnable changed;

    InviteDialog(Invitations invitations, Runnable changed) {
        this.invitations = invitations;
        this.changed = changed;
        setHeaderTitle("Invite a user");
        role.setLabel("Role");
        role.setValue(Role.MEMBER);
        role.setHelperText("Viewers look, members add data sets and runs, administrators do everything.");
        days.setLabel("Valid for");
        days.setItems(1, 3, 7, 14, 30);
        days.setValue((int) Invitations.DEFAULT.toDays());
        days.setItemLabelGenerator(number -> number == 1 ? "1 day" : number + " days");
        body.addClassName("odd-form");
        note.setHelperText("For your list of open invitations, such as \"Ana, line 3\".");
        note.setMaxLength(Invitations.MAX_NOTE);
        body.add(note, role, days, new Paragraph("You get a link to give to them; it works once. No mail is sent."));
        add(body);
        getFooter().add(close, create);
        setWidth("520px");
    }

    private boolean create() {
        String secret;
        try {
            secret = invitations
                    .create(role.getValue(), Duration.ofDays(days.getValue()), note.getValue())
                    .secret();
        } catch (InputException refused) {
            note.setErrorMessage(refused.getMessage());
            note.setInvalid(true);
            return false;
        }
        changed.run();
        create.setVisible(false);
        close.setText("Done");
        getElement().executeJs("return document.baseURI").then(String.class, base -> {
            body.removeAll();
            body.add(new SecretRow(
                    URI.create(base).resolve(Invitations.PATH + secret).toString(),
                    "Copy it now and send it to them: it is not kept and cannot be shown again."));
        });
        return true;
    }
}
