package oddboard.run.ui;

import com.vaadin.flow.component.html.Span;

/** A small mark that says a run has a note, with the note as its words. */
public final class NoteIcon extends Span {
    private static final long serialVersionUID = 1L;

    public NoteIcon(String note) {
        addClassName("odd-note-icon");
        setTitle(note);
        getElement().setAttribute("role", "img").setAttribute("aria-label", "Note: " + note);
    }
}
