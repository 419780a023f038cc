package oddboard.backbone.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Locale;
import oddboard.account.User;
import oddboard.backbone.Backbones;
import oddboard.backbone.NewBackbone;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.ui.Format;
import oddboard.ui.OnceButton;
import oddboard.ui.Panel;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** A file is sent and looked at, then it gets a name, its license and its source. */
final class NewBackboneForm extends Panel {
    private static final long serialVersionUID = 1L;
    private final transient Backbones backbones;
    private final transient User viewer;
    private final transient Runnable added;
    private final Paragraph found = new Paragraph();
    private final TextField name = new TextField("Name");
    private final TextField license = new TextField("License of the weights");
    private final TextField source = new TextField("Source");
    private final Div details = new Div();
    private final Span fault = new Span();
    private transient Backbones.@Nullable CheckedFile file;

    NewBackboneForm(Backbones backbones, User viewer, Runnable added) {
        super("Add a backbone");
        this.backbones = backbones;
        this.viewer = viewer;
        this.added = added;
        setNote("a safetensors file with the weights of a known network");
        name.setMaxLength(64);
        name.setHelperText("By which settings call it: small letters, digits, - . _");
        license.setMaxLength(NewBackbone.MAX_LICENSE);
        license.setHelperText("Such as Apache-2.0, BSD-3-Clause, CC-BY-NC-4.0");
        source.setMaxLength(NewBackbone.MAX_SOURCE);
        source.setHelperText("Who trained it, on what, and where the file comes from");
        for (TextField field : new TextField[] {name, license, source}) {
            field.setRequiredIndicatorVisible(true);
        }
        fault.addClassName("odd-error");
        fault.getElement().setAttribute("role", "alert");
        fault.setVisible(false);
        Div fields = new Div(name, license, source);
        fields.addClassName("odd-form-grid");
        Div action = new Div(OnceButton.primary("Add", this::create), fault);
        action.addClassName("odd-actions");
        details.addClassName("odd-backbones__details");
        details.add(found, fields, action);
        details.setVisible(false);
        add(new BackboneFileField(this::show), details, fault);
    }

    void show(String filename, String sha256) {
        fault.setVisible(false);
        try {
            Backbones.CheckedFile checked = backbones.sent(filename, sha256, viewer);
            file = checked;
            found.setText("%s is a %s (names of %s): %s numbers in %d tensors, %s, SHA-256 %s."
                    .formatted(
                            checked.filename(),
                            checked.facts().architecture(),
                            checked.facts().naming(),
                            Format.count(checked.facts().parameters()),
                            checked.facts().tensors(),
                            Format.bytes(checked.size()),
                            checked.sha256()));
            String proposed = checked.filename()
                    .toLowerCase(Locale.ROOT)
                    .replaceFirst("\\.safetensors$", "")
                    .replaceAll("[^a-z0-9._-]+", "-")
                    .replaceFirst("^[^a-z0-9]+", "");
            name.setValue(proposed.length() > 64 ? proposed.substring(0, 64) : proposed);
            details.setVisible(true);
        } catch (InputException | NotFoundException | AccessDeniedException e) {
            details.setVisible(false);
            found.setText("");
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private boolean create() {
        fault.setVisible(false);
        Backbones.CheckedFile sent = file;
        if (sent == null) {
            return refuse("Choose a file first.");
        }
        try {
            backbones.add(
                    new NewBackbone(
                            sent.sha256(), sent.filename(), name.getValue(), license.getValue(), source.getValue()),
                    viewer);
            file = null;
            details.setVisible(false);
            license.clear();
            source.clear();
            added.run();
            // Another one may follow.
            return false;
        } catch (InputException | NotFoundException | ConflictException | AccessDeniedException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private boolean refuse(String sentence) {
        fault.setText(sentence);
        fault.setVisible(true);
        return false;
    }
}
