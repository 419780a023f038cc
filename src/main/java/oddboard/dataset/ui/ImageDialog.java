package oddboard.dataset.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import java.util.Optional;
import java.util.function.IntConsumer;
import oddboard.dataset.DatasetRoutes;
import oddboard.ui.Format;
import oddboard.ui.Picture;

/** One image large; the arrow keys go on to its neighbours, Escape closes. */
final class ImageDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int ROOM = 512;
    private final transient Shown shown;
    private final transient IntConsumer moved;
    private final Div picture = new Div();
    private final Div words = new Div();
    private final Button previous = new Button("← Previous", e -> go(-1));
    private final Button next = new Button("Next →", e -> go(1));
    private final Checkbox outline = new Checkbox("Outline", true);
    private int place;

    /** @param moved gets the place of each image shown */
    ImageDialog(Shown shown, int place, IntConsumer moved) {
        this.shown = shown;
        this.moved = moved;
        addClassName("image-dialog");
        picture.addClassName("image-large");
        words.addClassName("image-words");
        words.getElement().setAttribute("aria-live", "polite");
        add(picture, words);
        var close = new Button("Close", e -> close());
        outline.setTooltipText("Shows where the image is anomalous, as its mask says");
        outline.setVisible(hasMasks());
        outline.addValueChangeListener(e -> show(this.place));
        getFooter().add(outline, previous, next, close);
        Shortcuts.addShortcutListener(this, () -> go(-1), Key.ARROW_LEFT).listenOn(this);
        Shortcuts.addShortcutListener(this, () -> go(1), Key.ARROW_RIGHT).listenOn(this);
        show(place);
    }

    /** The image that is shown now. */
    Optional<Image> picture() {
        return picture.getChildren().filter(Picture.class::isInstance).map(Image.class::cast).findFirst();
    }

    private void go(int step) {
        if (place + step >= 0 && place + step < shown.size()) {
            show(place + step);
        }
    }

    private void show(int to) {
        place = to;
        int index = shown.index(to);
        setHeaderTitle(shown.name(index));
        picture.removeAll();
        picture.add(Pictures.of(shown.version(), index, shown.name(index) + ", " + shown.label(index), ROOM));
        if (outline.getValue() && hasMasks() && shown.isTest(index)) {
            picture.add(PreviewPanel.over(DatasetRoutes.maskPng(shown.version().id(), index),
                    Pictures.edge(shown.version().imageSize(), ROOM)));
        }
        fetchAhead(to - 1);
        fetchAhead(to + 1);
        var split = shown.isTest(index)
                ? "test image " + Format.count(index - shown.version().trainCount())
                : "training image " + Format.count(index);
        words.removeAll();
        words.add(ImageTile.tag(shown, index),
                new Span(split + VersionText.DOT + Format.count(to + 1L) + " of " + Format.count(shown.size())
                        + " shown"));
        previous.setEnabled(to > 0);
        next.setEnabled(to < shown.size() - 1);
        moved.accept(to);
    }

    private boolean hasMasks() {
        return shown.version().report().masks() > 0;
    }

    /** So that the next key press shows its picture at once. */
    private void fetchAhead(int neighbour) {
        if (neighbour >= 0 && neighbour < shown.size()) {
            var ahead = new Image(DatasetRoutes.imagePng(shown.version().id(), shown.index(neighbour)), "");
            ahead.addClassName("fetch-ahead");
            picture.add(ahead);
        }
    }
}
