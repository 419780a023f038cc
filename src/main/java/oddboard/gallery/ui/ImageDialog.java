package oddboard.gallery.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import java.util.Optional;
import java.util.function.IntConsumer;
import oddboard.account.User;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.ui.ImageUrls;
import oddboard.dataset.ui.VersionText;
import oddboard.gallery.ImageList;
import oddboard.ingest.ui.ImportPreviewPanel;
import oddboard.label.ui.LabelEditor;
import oddboard.ui.CrispImage;
import oddboard.ui.Discussion;
import oddboard.ui.Format;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;
import org.jspecify.annotations.Nullable;

/** One image large, with what runs say of it; the arrow keys move on to its neighbors, 0 and 1 label it, Escape closes. */
final class ImageDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int ROOM = 384;
    private static final String KEY = "event.key";
    /** Who types the name of a type, "10 mm hole", means no key. */
    private static final String OUTSIDE_OF_FIELDS = "['ArrowLeft', 'ArrowRight', '0', '1'].includes(event.key)"
            + " && !event.ctrlKey && !event.metaKey && !event.altKey"
            + " && !event.composedPath().some(e => ['input', 'textarea', 'vaadin-combo-box'].includes(e.localName))";

    private final transient Shown shown;
    private final transient IntConsumer moved;
    private final Div canvas = new Div();
    private final Div words = new Div();
    private final @Nullable ImageLabels labels;
    private final ImageHistory historyLine;
    private final transient Discussion discussion;
    private final Div comments = new Div();
    private final Button previous = new Button("← Previous", e -> go(-1));
    private final Button next = new Button("Next →", e -> go(1));
    private final Checkbox outline = new Checkbox("Outline", true);
    private int place;

    /**
     * @param editor null where the viewer may not relabel
     * @param moved gets the place of each image shown
     */
    ImageDialog(
            Shown shown,
            int place,
            @Nullable LabelEditor editor,
            ImageHistories histories,
            Discussion discussion,
            User viewer,
            IntConsumer moved) {
        this.shown = shown;
        this.moved = moved;
        this.discussion = discussion;
        historyLine = new ImageHistory(shown, histories, viewer);
        labels = editor == null ? null : new ImageLabels(editor, () -> show(this.place));
        canvas.addClassName("odd-image__large");
        words.addClassName("odd-image__words");
        words.getElement().setAttribute("aria-live", "polite");
        var about = new Div(words);
        about.addClassName("odd-image__about");
        if (labels != null) {
            about.add(labels);
        }
        about.add(historyLine, comments);
        var columns = new Div(canvas, about);
        columns.addClassName("odd-image");
        add(columns);
        outline.setTooltipText("Shows where the image is anomalous, as its mask says");
        outline.setVisible(hasMasks());
        outline.addValueChangeListener(e -> show(this.place));
        getFooter().add(outline, previous, next, new Button("Close", e -> close()));
        getElement()
                .addEventListener("keydown", e -> key(e.getEventData().path(KEY).asString("")))
                .setFilter(OUTSIDE_OF_FIELDS)
                .addEventData(KEY);
        show(place);
    }

    private void key(String key) {
        switch (key) {
            case "ArrowLeft" -> go(-1);
            case "ArrowRight" -> go(1);
            case "0", "1" -> {
                if (labels != null) {
                    labels.mark(ImageLabel.of(key.equals("1")), "");
                }
            }
            default -> {}
        }
    }

    /** The image that is shown now. */
    Optional<Image> canvas() {
        return canvas.getChildren()
                .filter(CrispImage.class::isInstance)
                .map(Image.class::cast)
                .findFirst();
    }

    private void go(int step) {
        if (place + step >= 0 && place + step < shown.list().size()) {
            show(place + step);
        }
    }

    private void show(int to) {
        place = to;
        var list = shown.list();
        int index = list.index(to);
        int test = index - shown.version().trainCount();
        setHeaderTitle(list.name(index));
        canvas.removeAll();
        canvas.add(ImageUrls.whole(shown.version(), index, list.name(index) + ", " + list.label(index), ROOM));
        if (outline.getValue() && hasMasks() && list.isTest(index)) {
            canvas.add(ImportPreviewPanel.over(
                    DatasetRoutes.outlinePng(shown.version().id(), index), ImageUrls.wholeEdge(shown.version(), ROOM)));
        }
        fetchAhead(list, to - 1);
        fetchAhead(list, to + 1);
        words.removeAll();
        words.add(
                tag(list, index),
                new Span((test >= 0 ? "test image " + Format.count(test) : "training image " + Format.count(index))
                        + VersionText.DOT + Format.count(to + 1L) + " of "
                        + Format.count(list.size()) + " shown"));
        if (labels != null) {
            labels.show(test);
        }
        historyLine.show(test);
        comments.removeAll();
        comments.add(discussion.button("versions/" + shown.version().id() + "/images/" + index));
        previous.setEnabled(to > 0);
        next.setEnabled(to < list.size() - 1);
        moved.accept(to);
    }

    private boolean hasMasks() {
        return shown.version().report().masks() > 0;
    }

    private static StateTag tag(ImageList list, int index) {
        Boolean anomalous = list.isAnomalous(index);
        return new StateTag(
                list.label(index),
                anomalous == null || !list.isTest(index) ? Tone.NEUTRAL : anomalous ? Tone.BAD : Tone.GOOD);
    }

    /** So that the next key press shows its image at once. */
    private void fetchAhead(ImageList list, int neighbor) {
        if (neighbor >= 0 && neighbor < list.size()) {
            var ahead = new Image(DatasetRoutes.imagePng(shown.version().id(), list.index(neighbor)), "");
            ahead.addClassName("odd-image__ahead");
            canvas.add(ahead);
        }
    }
}
