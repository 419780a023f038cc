package oddboard.gallery.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadEvent;
import java.io.IOException;
import java.util.List;
import oddboard.common.InputException;
import oddboard.label.LabelChange;
import oddboard.label.ui.LabelEditor;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.OnceButton;

/** What a person has relabeled: how it differs from the newest label set, and the way to make it the next. */
final class DraftDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int LISTED = 200;
    private static final String DROP = "drop";
    private static final int MAX_BYTES = 16 << 20;
    private final transient Shown shown;
    private final transient LabelEditor editor;
    private final Paragraph sentence = new Paragraph();
    private final MarkupTable<LabelChange> table;
    private final Paragraph more = new Paragraph();
    private final TextArea note = new TextArea("Note");
    private final Paragraph fault = new Paragraph();
    private final OnceButton save = OnceButton.primary("", this::save);
    private final OnceButton discard = new OnceButton("Discard all", this::discard);

    DraftDialog(Shown shown, LabelEditor editor) {
        this.shown = shown;
        this.editor = editor;
        setHeaderTitle("New labels");
        addClassName("odd-draft");
        table = table();
        table.addClassName("odd-draft__list");
        note.setPlaceholder("What was wrong, or who looked again");
        note.setMaxLength(2000);
        note.setWidthFull();
        fault.addClassName("odd-error");
        fault.getElement().setAttribute("role", "alert");
        fault.setVisible(false);
        add(sentence, table, more, csv(), fault, note);
        discard.addThemeVariants(ButtonVariant.TERTIARY);
        getFooter().add(discard, new Button("Close", e -> close()), save);
        show();
    }

    private Upload csv() {
        var upload = new Upload(this::receive);
        upload.setUploadButton(new Button("Labels from a CSV"));
        upload.setDropLabel(new Span("with the header ID,label,type or file,label,type"));
        upload.setAcceptedFileTypes(".csv", "text/csv");
        upload.setMaxFileSize(MAX_BYTES);
        return upload;
    }

    /** Off the page's thread and without its lock. */
    private void receive(UploadEvent event) throws IOException {
        var ui = event.getUI();
        try (var bytes = event.getInputStream()) {
            editor.drafts().putCsv(editor.version(), event.getFileName(), bytes, editor.user());
            ui.access(() -> {
                showMessage("");
                editor.notifyListeners();
                show();
            });
        } catch (InputException e) {
            ui.access(() -> showMessage(e.getMessage()));
        }
    }

    private void showMessage(String text) {
        fault.setText(text);
        fault.setVisible(!text.isEmpty());
    }

    private void show() {
        var changes = editor.draft();
        var labels = editor.saved();
        int next = labels.number() + 1;
        sentence.setText(
                changes.isEmpty()
                        ? "Nothing differs from label set " + labels.number() + "."
                        : Format.count(changes.size()) + (changes.size() == 1 ? " label differs" : " labels differ")
                                + " from label set " + labels.number() + ". Label set " + labels.number()
                                + " stays as it is; every run is evaluated with the new one too.");
        table.show(changes.subList(0, Math.min(LISTED, changes.size())), labels);
        more.setVisible(changes.size() > LISTED);
        more.setText("and " + Format.count(changes.size() - LISTED) + " more");
        save.setText("Save as label set " + next);
        save.setEnabled(!changes.isEmpty());
        discard.setEnabled(!changes.isEmpty());
        note.setEnabled(!changes.isEmpty());
    }

    private MarkupTable<LabelChange> table() {
        return new MarkupTable<LabelChange>(
                        "New labels",
                        change -> Integer.toString(change.image()),
                        List.of(
                                Column.<LabelChange>text("Image", this::name),
                                Column.<LabelChange>text("Label", change -> {
                                    var labels = editor.saved();
                                    return labels.words(change.image()) + " → " + change.words();
                                }),
                                Column.<LabelChange>of(
                                        "",
                                        (cell, change) -> cell.add(MarkupParts.button(
                                                DROP,
                                                "Keep as it was",
                                                "Keep " + name(change) + " as it was",
                                                true,
                                                "")))))
                .on(DROP, change -> {
                    editor.drop(change.image());
                    show();
                });
    }

    private String name(LabelChange change) {
        return shown.list().name(shown.version().trainCount() + change.image());
    }

    private boolean discard() {
        editor.discard();
        close();
        return true;
    }

    private boolean save() {
        boolean saved = editor.save(note.getValue());
        if (saved) {
            close();
            // Counts, filters and the list of label sets are new.
            UI.getCurrent().refreshCurrentRoute(false);
        }
        return saved;
    }
}
