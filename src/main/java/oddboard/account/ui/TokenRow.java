package oddboard.account.ui;

import java.util.ArrayList;
import java.util.List;
import oddboard.account.AccessToken;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;

/** The columns of access tokens, with a button that revokes one. */
final class TokenRow {
    static final String REVOKE = "revoke";

    private TokenRow() {}

    /** @param everybodys with their owners */
    static MarkupTable<AccessToken> table(boolean everybodys) {
        var columns = new ArrayList<Column<AccessToken>>();
        columns.add(Column.<AccessToken>text("Name", AccessToken::name).styled("odd-table__name"));
        if (everybodys) {
            columns.add(Column.text("User", AccessToken::ownerName));
        }
        columns.addAll(List.of(
                Column.text("May", token -> AccountMessages.of(token.scope())),
                Column.text("Created", token -> Format.ago(token.createdAt())),
                Column.text("Expires", token -> token.expiresAt() == null ? "never" : Format.ago(token.expiresAt())),
                Column.text(
                        "Last used", token -> token.lastUsedAt() == null ? "not yet" : Format.ago(token.lastUsedAt())),
                Column.<AccessToken>of(
                                "",
                                (cell, token) -> cell.add(MarkupParts.button(
                                        REVOKE, "Revoke", "Revoke " + token.name(), true, "small error")))
                        .num()));
        var table = new MarkupTable<AccessToken>("Access tokens", token -> Long.toString(token.id()), columns);
        return everybodys ? table.stacked() : table;
    }
}
