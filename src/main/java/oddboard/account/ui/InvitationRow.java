package oddboard.account.ui;

import java.util.List;
import oddboard.account.Invitation;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;

/** Invitations that can still be used. */
final class InvitationRow {
    static final String REVOKE = "revoke";

    private InvitationRow() {}

    static MarkupTable<Invitation> table() {
        return new MarkupTable<Invitation>(
                "Open invitations",
                invitation -> Long.toString(invitation.id()),
                List.of(
                        Column.text("For", invitation -> invitation.note().isEmpty() ? "–" : invitation.note()),
                        Column.text("Role", invitation -> AccountMessages.of(invitation.role())),
                        Column.text("Invited by", Invitation::invitedBy),
                        Column.text("Created", invitation -> Format.ago(invitation.createdAt())),
                        Column.text("Expires", invitation -> Format.ago(invitation.expiresAt())),
                        Column.<Invitation>of(
                                        "",
                                        (cell, invitation) -> cell.add(MarkupParts.button(
                                                REVOKE,
                                                "Revoke",
                                                "Revoke the invitation "
                                                        + (invitation.note().isEmpty()
                                                                ? "of " + Format.ago(invitation.createdAt())
                                                                : "for " + invitation.note()),
                                                true,
                                                "small error")))
                                .num()));
    }
}
