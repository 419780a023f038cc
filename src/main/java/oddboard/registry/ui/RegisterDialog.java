package oddboard.registry.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.registry.ModelRegistration;
import oddboard.registry.ModelRoutes;
import oddboard.registry.ModelVersion;
import oddboard.run.Run;
import oddboard.ui.OnceButton;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/** Asks under which name a run is kept. */
final class RegisterDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final String NEW = "a new model";
    private final Select<String> target = new Select<>();
    private final TextField name = new TextField("Name");
    private final TextArea description = new TextArea("Description");
    private final TextField tags = new TextField("Tags");
    private final Span fault = new Span();
    private final transient Run run;
    private final transient ModelRegistration registration;
    private final transient User viewer;

    /** @param models names of those of the run's data set */
    RegisterDialog(Run run, List<String> models, ModelRegistration registration, User viewer) {
        this.run = run;
        this.registration = registration;
        this.viewer = viewer;
        setHeaderTitle("Register \"" + run.name() + "\"");
        setWidth("min(520px, 96vw)");
        target.setLabel("Becomes a version of");
        target.setItems(Stream.concat(models.stream(), Stream.of(NEW)).toList());
        target.setValue(models.isEmpty() ? NEW : models.getFirst());
        target.setVisible(!models.isEmpty());
        target.addValueChangeListener(e -> ask());
        name.setHelperText("1 to 64 of a-z and 0-9, with . _ or - between them. Others use the model by it.");
        name.setMaxLength(64);
        description.setMaxLength(5000);
        tags.setHelperText("Words with commas between them.");
        fault.addClassName("odd-fault");
        fault.getElement().setAttribute("role", "alert");
        var body = new Div(
                new Paragraph(
                        "A version keeps the weights, detector, settings, preprocessing and seed under one SHA-256 and"
                                + " never changes. It stays when the run is deleted."),
                target,
                name,
                description,
                tags,
                fault);
        body.addClassName("odd-form");
        add(body);
        getFooter().add(new Button("Not now", e -> close()), OnceButton.primary("Register", this::register));
        ask();
    }

    private void ask() {
        boolean fresh = NEW.equals(target.getValue());
        name.setVisible(fresh);
        tags.setVisible(fresh);
        description.setHelperText(fresh ? "What the model is for." : "What is new in this version.");
    }

    private boolean register() {
        try {
            ModelVersion version = NEW.equals(target.getValue())
                    ? registration.register(
                            run.id(),
                            name.getValue(),
                            description.getValue(),
                            Arrays.asList(tags.getValue().split(",")),
                            viewer)
                    : registration.addVersion(target.getValue(), run.id(), description.getValue(), viewer);
            close();
            Toast.show("The run is version " + version.version() + " of " + version.model() + ".");
            UI.getCurrent().navigate(ModelRoutes.model(version.model()));
            return true;
        } catch (InputException | ConflictException | NotFoundException e) {
            fault.setText(e.getMessage());
            return false;
        } catch (AccessDeniedException e) {
            fault.setText("You may not register this run any more.");
            return false;
        }
    }
}
