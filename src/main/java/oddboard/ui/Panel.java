package oddboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Section;

/** A titled surface on a page. */
public class Panel extends Section {
    /** @param title empty for none */
    public Panel(String title, Component... content) {
        throw new UnsupportedOperationException();
    }

    /** Small text after the title, in the lighter tone. */
    public void setNote(String note) {
        throw new UnsupportedOperationException();
    }
}
