package oddboard.ingest.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import java.util.function.Consumer;
import oddboard.ingest.ImportSpec.FileRole;
import oddboard.ui.Format;
import oddboard.upload.Upload;
import org.jspecify.annotations.Nullable;

/** A file that has arrived, and the part it plays in the import. */
final class UploadRow extends Div {
    private static final long serialVersionUID = 1L;
    private final transient Upload upload;
    private final Span fault = new Span();
    final Select<FileRole> role = new Select<>();

    /** @param guess null where the name says nothing */
    UploadRow(Upload upload, @Nullable FileRole guess, Runnable changed, Consumer<UploadRow> removed) {
        this.upload = upload;
        addClassName("odd-uploads__row");
        var name = new Span(upload.filename());
        name.addClassName("odd-strong");
        var size = new Span(Format.bytes(upload.size()));
        size.addClassName("odd-note");
        fault.addClassName("odd-error");
        fault.setVisible(false);
        fault.getElement().setAttribute("role", "alert");
        role.setItems(FileRole.values());
        role.setItemLabelGenerator(UploadRow::words);
        role.setPlaceholder("What is it?");
        if (guess != null) {
            role.setValue(guess);
        }
        role.setAriaLabel("Part of " + upload.filename());
        role.addValueChangeListener(e -> {
            setFault("");
            changed.run();
        });
        var remove = new Button("Remove", e -> removed.accept(this));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        remove.setAriaLabel("Remove " + upload.filename());
        add(new Div(name, size), role, remove, fault);
    }

    Upload upload() {
        return upload;
    }

    void setFault(String sentence) {
        fault.setText(sentence);
        fault.setVisible(!sentence.isEmpty());
    }

    static String words(FileRole role) {
        return switch (role) {
            case ARCHIVE -> "Archive: the data set or a part of it";
            case TRAIN -> "Training images";
            case TEST -> "Test images";
            case LABELS -> "Labels, or a list of the images";
        };
    }
}
