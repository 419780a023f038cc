package oddboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;

/** What a page shows when it has nothing: what belongs here, and the next step. */
public class EmptyState extends Div {
    public EmptyState(String title, String text, Component... actions) {
        throw new UnsupportedOperationException();
    }
}
