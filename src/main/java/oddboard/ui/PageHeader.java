package oddboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Paragraph;

/** Title, subtitle and actions of a page, with its tabs below. */
public class PageHeader extends Header {
    private final H1 title = new H1();
    private final Paragraph subtitle = new Paragraph();
    private final Div actions = new Div();
    private final Nav tabs = new Nav();

    public PageHeader(String title, String subtitle, Component... actions) {
        addClassName("odd-header");
        this.actions.addClassName("odd-actions");
        this.tabs.addClassName("odd-tabs");
        this.tabs.setAriaLabel("Sections of this page");
        this.tabs.setVisible(false);
        var words = new Div(this.title, this.subtitle);
        words.addClassName("odd-header__title");
        var bar = new Div(words, this.actions);
        bar.addClassName("odd-header__bar");
        add(bar, this.tabs);
        setTitle(title);
        setSubtitle(subtitle);
        setActions(actions);
    }

    /** Shows links to the sibling pages; {@code current} is the href of this one. */
    public PageHeader tabs(String current, Tab... tabs) {
        this.tabs.removeAll();
        for (Tab tab : tabs) {
            var link = new Anchor(tab.href(), tab.label());
            if (tab.href().equals(current)) {
                MainLayout.showAsCurrent(link);
            }
            this.tabs.add(link);
        }
        this.tabs.setVisible(tabs.length > 0);
        return this;
    }

    @Override
    public void setTitle(String title) {
        this.title.setText(title);
    }

    public void setSubtitle(String subtitle) {
        this.subtitle.setText(subtitle);
        this.subtitle.setVisible(!subtitle.isEmpty());
    }

    /** Replaces the subtitle by parts, such as text, links and a {@link StateTag}. */
    public void setSubtitle(Component... parts) {
        subtitle.removeAll();
        subtitle.add(parts);
        subtitle.setVisible(parts.length > 0);
    }

    public void setActions(Component... actions) {
        this.actions.removeAll();
        this.actions.add(actions);
        this.actions.setVisible(actions.length > 0);
    }
}
