package oddboard.ui;

import com.vaadin.flow.component.Component;

/** A small thing beside the name of the program on every page. Implemented in the packages above; every bean is found. */
@FunctionalInterface
public interface ShellPart {
    /** A new one, for one browser tab of whoever is signed in. */
    Component create();
}
