package oddboard.dataset.ui;

import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;

/** One image of the gallery with its file name and label; opens it large. */
final class ImageTile extends NativeButton {
    private static final long serialVersionUID = 1L;
    static final int ROOM = 128;

    ImageTile(Shown shown, int index, Runnable open) {
        addClassNames("odd-tile", "image-tile");
        var name = new Span(shown.name(index));
        name.addClassName("image-tile-name");
        name.getElement().setAttribute("title", shown.name(index));
        var foot = new Span(name, tag(shown, index));
        foot.addClassName("odd-tile-foot");
        add(Pictures.of(shown.version(), index, "", ROOM), foot);
        getElement().setAttribute("aria-label", shown.name(index) + ", " + shown.label(index) + ", show large");
        addClickListener(e -> open.run());
    }

    static StateTag tag(Shown shown, int index) {
        return new StateTag(shown.label(index), shown.isAnomalous(index) ? Tone.BAD
                : shown.isTest(index) ? Tone.GOOD : Tone.NEUTRAL);
    }
}
