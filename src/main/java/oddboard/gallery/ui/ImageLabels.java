package oddboard.gallery.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import oddboard.label.ui.LabelEditor;

/** Relabels the image in view; goes into the draft at once. */
final class ImageLabels extends Div {
    private static final long serialVersionUID = 1L;
    private final transient LabelEditor editor;
    private final transient Runnable marked;
    private final Button normal = new Button("Normal (0)", e -> mark(false, ""));
    private final Button anomalous = new Button("Anomalous (1)", e -> mark(true, ""));
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
        type.addCustomValueSetListener(e -> mark(true, e.getDetail()));
        type.addValueChangeListener(e -> {
            if (e.isFromClient() && e.getValue() != null) {
                mark(true, e.getValue());
            }
        });
        note.addClassName("odd-label-switch__older");
        add(normal, anomalous, type, note);
    }

    void show(int image) {
        test = image;
        setVisible(image >= 0);
        if (image < 0) {
            return;
        }
        var draft = editor.draft(image);
        var saved = editor.saved();
        boolean odd = draft.map(c -> c.anomalous()).orElse(saved.anomalous()[image]);
        var kind = draft.map(c -> c.type()).orElse(saved.type()[image]);
        normal.getElement().setAttribute("aria-pressed", Boolean.toString(!odd));
        normal.setThemeName("primary", !odd);
        anomalous.getElement().setAttribute("aria-pressed", Boolean.toString(odd && kind.isEmpty()));
        anomalous.setThemeName("primary", odd && kind.isEmpty());
        type.setItems(editor.types());
        type.setValue(kind.isEmpty() ? null : kind);
        note.setText(draft.isPresent() ? "not saved yet" : "");
    }

    void mark(boolean odd, String kind) {
        if (test >= 0) {
            editor.mark(new int[] {test}, odd, kind);
            marked.run();
        }
    }
}
