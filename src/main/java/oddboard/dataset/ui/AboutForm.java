package oddboard.dataset.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetManagement;
import oddboard.ui.OnceButton;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/** What a data set is called, for those who may change that. */
final class AboutForm extends Div {
    private static final long serialVersionUID = 1L;
    private final TextField name = new TextField("Name");
    private final TextArea description = new TextArea("Description");
    private final TextField tags = new TextField("Tags");

    AboutForm(Dataset dataset, DatasetManagement management, User viewer) {
        addClassName("odd-about-form");
        name.setValue(dataset.name());
        name.setMaxLength(200);
        description.setValue(dataset.description());
        description.setMaxLength(10_000);
        tags.setValue(String.join(", ", dataset.tags()));
        tags.setHelperText("Words to find it by, with commas between them");
        tags.setMaxLength(1_100);
        var save = OnceButton.primary("Save", () -> save(dataset, management, viewer));
        var actions = new Div(save);
        actions.addClassName("odd-actions");
        add(name, description, tags, actions);
    }

    private boolean save(Dataset dataset, DatasetManagement management, User viewer) {
        name.setInvalid(false);
        tags.setInvalid(false);
        try {
            management.change(
                    dataset.id(),
                    name.getValue(),
                    description.getValue(),
                    List.of(tags.getValue().split(",")),
                    null,
                    dataset.revision(),
                    viewer);
            Toast.show("The data set is changed.");
            UI.getCurrent().refreshCurrentRoute(false);
            return true;
        } catch (InputException e) {
            RefusalText.at(e.code().equals("TAGS_INVALID") ? tags : name, e);
        } catch (ConflictException e) {
            Toast.error(String.valueOf(e.getMessage()));
        } catch (AccessDeniedException | NotFoundException e) {
            Toast.error("You may not change this data set any more.");
        }
        return false;
    }
}
