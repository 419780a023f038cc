package oddboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;

/** A titled surface on a page. */
public class Panel extends Section {
    private final Div head = new Div();
    private final H2 title = new H2();
    private final Span note = new Span();
    private final Div actions = new Div();

    /** @param title empty for none */
    public Panel(String title, Component... content) {
        addClassName("odd-panel");
        head.addClassName("odd-panel__head");
        note.addClassName("odd-note");
        actions.addClassName("odd-actions");
        head.add(this.title, note, actions);
        note.setVisible(false);
        actions.setVisible(false);
        add(head);
        add(content);
        setTitle(title);
    }

    @Override
    public void setTitle(String title) {
        this.title.setText(title);
        this.title.setVisible(!title.isEmpty());
        showHead();
    }

    /** Small text after the title, in the lighter tone. */
    public void setNote(String note) {
        this.note.setText(note);
        this.note.setVisible(!note.isEmpty());
        showHead();
    }

    /** Controls at the right end of the title's line. */
    public void setActions(Component... actions) {
        this.actions.removeAll();
        this.actions.add(actions);
        this.actions.setVisible(actions.length > 0);
        showHead();
    }

    /** Takes the padding away, for a table or a grid that reaches the edges. */
    public Panel flush() {
        addClassName("odd-panel--flush");
        return this;
    }

    private void showHead() {
        head.setVisible(title.isVisible() || note.isVisible() || actions.isVisible());
    }
}
