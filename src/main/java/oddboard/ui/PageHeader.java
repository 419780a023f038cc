package oddboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Header;

/** Title, subtitle and actions of a page, with its tabs below. */
public class PageHeader extends Header {
    public PageHeader(String title, String subtitle, Component... actions) {
        throw new UnsupportedOperationException();
    }

    /** Shows links to the sibling pages; {@code current} is the href of this one. */
    public PageHeader tabs(String current, Tab... tabs) {
        throw new UnsupportedOperationException();
    }

    public void setSubtitle(String subtitle) {
        throw new UnsupportedOperationException();
    }
}
