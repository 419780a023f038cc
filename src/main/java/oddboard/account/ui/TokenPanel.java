package oddboard.account.ui;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Duration;
import oddboard.account.AccessToken;
import oddboard.account.AccessTokens;
import oddboard.account.Scope;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.ui.EmptyState;
import oddboard.ui.MarkupTable;
import oddboard.ui.OnceButton;
import oddboard.ui.Panel;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;

/** Makes, lists and revokes one's access tokens. */
class TokenPanel extends Panel {
    private final TextField name = new TextField("Name");
    private final Select<Scope> scope = new Select<>();
    private final Select<Integer> days = new Select<>();
    private final Div fresh = new Div();
    private final Div list = new Div();
    private final MarkupTable<AccessToken> table = TokenRow.table(false);
    private final AccessTokens tokens;

    TokenPanel(AccessTokens tokens, User owner) {
        super("Access tokens");
        this.tokens = tokens;
        setNote("for the API and for scripts");
        name.setPlaceholder("Where it will be used");
        name.setMaxLength(100);
        var scopes = Scope.of(owner.role());
        scope.setLabel("May");
        scope.setItems(scopes);
        scope.setValue(scopes.contains(Scope.WRITE) ? Scope.WRITE : Scope.READ);
        scope.setItemLabelGenerator(AccountMessages::of);
        days.setLabel("Valid for");
        days.setItems(7, 30, AccessTokens.MAX_DAYS);
        days.setValue(AccessTokens.MAX_DAYS);
        days.setItemLabelGenerator(number -> number + " days");
        var create = OnceButton.primary("Create token", () -> {
            create();
            // Another one may follow, but not by a second click on this.
            return false;
        });
        var form = new Div(name, scope, days, create);
        form.addClassNames("odd-form-line");
        fresh.setVisible(false);
        table.on(TokenRow.REVOKE, this::confirmRevoke);
        add(form, fresh, list);
        showList();
    }

    private void create() {
        try {
            String secret = tokens.create(name.getValue(), scope.getValue(), Duration.ofDays(days.getValue()));
            name.setInvalid(false);
            name.clear();
            showSecret(secret);
            showList();
        } catch (IllegalArgumentException noName) {
            RefusalText.at(name, noName);
        } catch (ConflictException tooMany) {
            Toast.error(RefusalText.of(tooMany));
        }
    }

    private void showSecret(String secret) {
        fresh.removeAll();
        fresh.add(new SecretRow(secret, "Copy it now: it is not kept and cannot be shown again."));
        fresh.setVisible(true);
    }

    private void showList() {
        list.removeAll();
        var working = tokens.list();
        if (working.isEmpty()) {
            list.add(new EmptyState("No tokens", "A token lets a script or a notebook use the API in your name."));
            return;
        }
        list.add(table);
        table.show(working);
    }

    private void confirmRevoke(AccessToken token) {
        var dialog = new ConfirmDialog(
                "Revoke \"" + token.name() + "\"?",
                "What uses it, or a token that was made by it, stops working at once. This cannot be undone.",
                "Revoke",
                confirmed -> {
                    tokens.revoke(token.id());
                    showList();
                });
        dialog.setCancelable(true);
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }
}
