package oddboard.gallery.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import oddboard.dataset.ImageLabel;
import oddboard.label.LabelChange;
import oddboard.label.ui.LabelEditor;

/** Relabels the image in view; goes into the draft at once. */
final class ImageLabels extends Div {
    private static final long serialVersionUID = 1L;
    private final transient LabelEditor editor;
    private final transient Runnable marked;
    private final Button normal = new Button("Normal (0)", e -> mark(ImageLabel.NORMAL, ""));
    private final Button anomalous = new Button("Anomalous (1)", e -> mark(ImageLabel.ANOMALOUS, ""));
    private final Button none = new Button("Unlabeled", e -> mark(ImageLabel.UNLABELED, ""));
    private final ComboBox<String> type = new ComboBox<>();
    private final Span note = new Span();
    private int test = -1;

    /** @param marked called after the label has changed */
    ImageLabels(LabelEditor editor, Runnable marked) {
        this.editor = editor;
        this.marked = marked;
        addClassNames("odd-actions", "odd-image__labels");
        type.setPlaceholder("of type …");
        type.setAriaLabel("Anomalous, of type");
        type.setAllowCustomValue(true);
        type.addCustomValueSetListener(e -> mark(ImageLabel.ANOMALOUS, e.getDetail()));
        type.addValueChangeListener(e -> {
            if (e.isFromClient() && e.getValue() != null) {
                mark(ImageLabel.ANOMALOUS, e.getValue());
            }
        });
        note.addClassName("odd-label-switch__older");
        add(normal, anomalous, type, none, note);
    }

    void show(int image) {
        test = image;
        setVisible(image >= 0);
        if (image < 0) {
            return;
        }
        var draft = editor.draft(image);
        var saved = editor.saved();
        var label = draft.map(LabelChange::label).orElse(saved.label(image));
        var kind = draft.map(LabelChange::type).orElse(saved.type()[image]);
        press(normal, label == ImageLabel.NORMAL);
        press(anomalous, label == ImageLabel.ANOMALOUS && kind.isEmpty());
        press(none, label == ImageLabel.UNLABELED);
        type.setItems(editor.types());
        type.setValue(kind.isEmpty() ? null : kind);
        note.setText(draft.isPresent() ? "not saved yet" : "");
    }

    private static void press(Button button, boolean pressed) {
        button.getElement().setAttribute("aria-pressed", Boolean.toString(pressed));
        button.setThemeName("primary", pressed);
    }

    void mark(ImageLabel label, String kind) {
        if (test >= 0) {
            editor.mark(new int[] {test}, label, kind);
            marked.run();
        }
    }
}
