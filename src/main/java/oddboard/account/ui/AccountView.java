package oddboard.account.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import oddboard.account.AccessTokens;
import oddboard.account.Sessions;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.ui.Toast;
import org.springframework.beans.factory.ObjectProvider;

/** One's own password and keys to the API. */
@Route("account")
@PageTitle("Account · Oddboard")
@PermitAll
class AccountView extends Div {
    AccountView(
            Users users,
            AccessTokens tokens,
            Sessions sessions,
            AuthenticationContext signedIn,
            ObjectProvider<AccountPart> parts) {
        addClassName("odd-page");
        User user = users.require();
        var side = new Div(new SessionPanel(sessions, signedIn));
        side.addClassName("odd-account");
        if (users.haveOwnPassword()) {
            side.addComponentAsFirst(new Panel(
                    "Password",
                    new PasswordForm(
                            users, () -> Toast.show("Your password is changed; your other sessions have ended."))));
        }
        var wide = new Div(new TokenPanel(tokens, user));
        wide.addClassName("odd-account");
        parts.orderedStream().forEach(part -> wide.add(part.create()));
        var columns = new Div(wide, side);
        columns.addClassName("odd-columns");
        add(new PageHeader(user.name(), "Signed in as " + AccountMessages.inText(user.role())), columns);
    }
}
