package oddboard.run.ui;

import com.vaadin.flow.component.html.NativeButton;

/** A filter that is on or off, among others beside it. */
public final class Chip extends NativeButton {
    private static final long serialVersionUID = 1L;

    public Chip(String text, boolean on, Runnable chosen) {
        super(text, e -> chosen.run());
        addClassName("odd-chip");
        setOn(on);
    }

    public void setOn(boolean on) {
        setClassName("odd-chip--on", on);
        getElement().setAttribute("aria-pressed", Boolean.toString(on));
    }
}
