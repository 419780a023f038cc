package oddboard.account.ui;

import com.vaadin.flow.component.Component;

/** A panel on the account page. Implemented in the packages above; every bean of this type is found. */
@FunctionalInterface
public interface AccountPart {
    /** A new one, for whoever is signed in. */
    Component create();
}
