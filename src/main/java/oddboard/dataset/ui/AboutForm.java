package oddboard.dataset.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetManagement;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/** What a data set is called, for those who may change that. */
final class AboutForm extends Div {
    private static final long serialVersionUID = 1L;
    private final TextField name = new TextField("Name");
    private final TextArea description = new TextArea("Description");

    AboutForm(Dataset dataset, DatasetManagement management, User viewer) {
        addClassName("odd-about-form");
        name.setValue(dataset.name());
        name.setMaxLength(200);
        description.setValue(dataset.description());
        description.setMaxLength(10_000);
        var save = new Button("Save", e -> save(dataset, management, viewer));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        var actions = new Div(save);
        actions.addClassName("odd-actions");
        add(name, description, actions);
    }

    private void save(Dataset dataset, DatasetManagement management, User viewer) {
        name.setInvalid(false);
        try {
            management.change(dataset.id(), name.getValue(), description.getValue(), null, viewer);
            Toast.show("The data set is changed.");
            UI.getCurrent().refreshCurrentRoute(false);
        } catch (InputException e) {
            name.setInvalid(true);
            name.setErrorMessage(e.getMessage());
        } catch (AccessDeniedException | NotFoundException e) {
            Toast.error("You may not change this data set any more.");
        }
    }
}
