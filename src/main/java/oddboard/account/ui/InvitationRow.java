package oddboard.account.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import oddboard.account.Invitation;
import oddboard.ui.Format;

/** One invitation that can still be used. */
class InvitationRow extends NativeTableRow {
    private static final long serialVersionUID = 1;

    InvitationRow(Invitation invitation, Runnable revoke) {
        var button = new Button("Revoke", click -> revoke.run());
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL, ButtonVariant.ERROR);
        button.setAriaLabel("Revoke the invitation of " + Format.ago(invitation.createdAt()));
        var action = new NativeTableCell(button);
        action.addClassName("odd-num");
        add(new NativeTableCell(Words.of(invitation.role())), new NativeTableCell(invitation.invitedBy()),
                new NativeTableCell(Format.ago(invitation.createdAt())),
                new NativeTableCell(Format.ago(invitation.expiresAt())), action);
    }
}
