package oddboard.gallery.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import oddboard.dataset.ImageLabel;
import oddboard.gallery.ImageList;
import oddboard.label.ui.LabelEditor;
import oddboard.ui.Format;
import oddboard.ui.Toast;

/** Labels the selected images, and leads to what has been labeled and not saved yet. */
final class LabelBar extends Div {
    private static final long serialVersionUID = 1L;
    private final transient Shown shown;
    private final transient LabelEditor editor;
    private final transient Gallery gallery;
    private final Span count = new Span();
    private final Button normal = new Button("Normal", e -> mark(ImageLabel.NORMAL, ""));
    private final Button anomalous = new Button("Anomalous", e -> mark(ImageLabel.ANOMALOUS, ""));
    private final ComboBox<String> type = new ComboBox<>();
    private final Button unlabeled = new Button("Unlabeled", e -> mark(ImageLabel.UNLABELED, ""));
    private final Button none = new Button("Clear selection");
    private final Div marks = new Div();
    private final Button draft = new Button();
    private transient Choice choice = Choice.NONE;

    LabelBar(Shown shown, LabelEditor editor, Gallery gallery) {
        this.shown = shown;
        this.editor = editor;
        this.gallery = gallery;
        addClassName("odd-label-bar");
        count.getElement().setAttribute("aria-live", "polite");
        type.setPlaceholder("of type …");
        type.setAriaLabel("Mark the selected images as anomalous, of type");
        type.setAllowCustomValue(true);
        type.setItems(editor.types());
        type.addCustomValueSetListener(e -> typed(e.getDetail()));
        type.addValueChangeListener(e -> {
            if (e.isFromClient() && e.getValue() != null) {
                typed(e.getValue());
            }
        });
        none.addThemeVariants(ButtonVariant.TERTIARY);
        none.addClickListener(e -> gallery.clearChoice());
        marks.addClassName("odd-actions");
        marks.add(new Span("Mark as"), normal, anomalous, type, unlabeled, none);
        draft.addThemeVariants(ButtonVariant.PRIMARY);
        draft.addClickListener(e -> new DraftDialog(shown, editor).open());
        add(count, marks, draft);
        gallery.choose(this::chosen);
        chosen(Choice.NONE);
        showDraft();
    }

    void chosen(Choice now) {
        choice = now;
        long chosen = now.places(shown.list().size()).count();
        count.setText(
                chosen == 0
                        ? "Choose images to label them: X or the box in a corner, Shift for many."
                        : Format.count(chosen) + (chosen == 1 ? " image selected" : " images selected"));
        count.setClassName("odd-note", chosen == 0);
        marks.setVisible(chosen > 0);
    }

    private void typed(String value) {
        mark(ImageLabel.ANOMALOUS, value);
        type.clear();
        type.setItems(editor.types());
    }

    private void mark(ImageLabel label, String typeName) {
        ImageList list = shown.list();
        int train = shown.version().trainCount();
        int[] tests = choice.places(list.size())
                .map(list::index)
                .filter(list::isTest)
                .map(i -> i - train)
                .toArray();
        long training = choice.places(list.size()).count() - tests.length;
        if (tests.length > 0) {
            editor.mark(tests, label, typeName);
        }
        if (training > 0) {
            Toast.show(Format.count(training) + " of them are training images, which have no label.");
        }
        gallery.clearChoice();
        gallery.takeFocus();
    }

    void showDraft() {
        int changes = editor.draft().size();
        draft.setText(
                changes == 0
                        ? "Labels from a CSV"
                        : Format.count(changes)
                                + (changes == 1 ? " new label: look and save" : " new labels: look and save"));
        draft.setThemeName("primary", changes > 0);
    }
}
