package oddboard.ui;

import com.vaadin.flow.component.Component;

/** What people say about a thing, for the page that shows the thing. Implemented in a package above. */
public interface Discussion {
    /**
     * All of it, with a field for more.
     *
     * @param address as the API names the thing: {@code runs/12}, {@code versions/3/images/17}
     */
    Component panel(String address);

    /** A button with their number, which opens them, where there is no room for more. */
    Component button(String address);
}
