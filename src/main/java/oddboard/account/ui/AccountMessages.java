package oddboard.account.ui;

import com.vaadin.flow.component.select.Select;
import java.util.Locale;
import oddboard.account.Role;
import oddboard.account.Scope;

/** How roles and scopes are called. */
final class AccountMessages {
    private AccountMessages() {}

    static String of(Role role) {
        return switch (role) {
            case ADMIN -> "Administrator";
            case MEMBER -> "Member";
            case VIEWER -> "Viewer";
        };
    }

    static String inText(Role role) {
        return of(role).toLowerCase(Locale.ROOT);
    }

    static String of(Scope scope) {
        return switch (scope) {
            case READ -> "Read";
            case WRITE -> "Read and write";
            case ADMIN -> "Administer";
        };
    }

    /** An address that somebody came from; empty where it was the program itself. */
    static String where(String address) {
        return address.isEmpty() ? "this server" : address;
    }

    static Select<Role> roles() {
        var roles = new Select<Role>();
        roles.setItems(Role.VIEWER, Role.MEMBER, Role.ADMIN);
        roles.setItemLabelGenerator(AccountMessages::of);
        return roles;
    }
}
