package oddboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;

/** What may be wider than its place, such as a table of figures: it scrolls by itself, by the arrow keys too. */
public class Scroll extends Div {
    /** @param label what a screen reader calls it */
    public Scroll(String label, Component... content) {
        super(content);
        addClassName("odd-scroll");
        getElement().setAttribute("tabindex", "0").setAttribute("role", "region").setAttribute("aria-label", label);
    }
}
