package oddboard.run.ui;

import oddboard.ui.Html;

/** A small mark that says a run has a note, with the note as its words. */
final class NoteIcon {
    private NoteIcon() {}

    static Html html(String note) {
        return new Html("span", "odd-note-icon")
                .attr("title", note)
                .attr("role", "img")
                .attr("aria-label", "Note: " + note);
    }
}
