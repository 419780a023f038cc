package oddboard.dataset.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.NoSuchElementException;
import oddboard.account.User;
import oddboard.dataset.Curation;
import oddboard.dataset.Dataset;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.InputException;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/** What a data set is called and who sees it, for those who may change that. */
final class AboutForm extends Div {
    private static final long serialVersionUID = 1L;
    private final TextField name = new TextField("Name");
    private final TextArea description = new TextArea("Description");
    private final Select<Visibility> visibility = new Select<>();

    AboutForm(Dataset dataset, Curation curation, User viewer) {
        addClassName("about-form");
        name.setValue(dataset.name());
        name.setMaxLength(200);
        description.setValue(dataset.description());
        description.setMaxLength(10_000);
        visibility.setLabel("Seen by");
        visibility.setItems(Visibility.TEAM, Visibility.PRIVATE);
        visibility.setItemLabelGenerator(AboutForm::words);
        visibility.setValue(dataset.visibility());
        var save = new Button("Save", e -> save(dataset, curation, viewer));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        var actions = new Div(save);
        actions.addClassName("odd-actions");
        add(name, description, visibility, actions);
    }

    static String words(Visibility visibility) {
        return visibility == Visibility.PRIVATE ? "its owner and administrators" : "everybody here";
    }

    private void save(Dataset dataset, Curation curation, User viewer) {
        name.setInvalid(false);
        try {
            curation.change(dataset.id(), name.getValue(), description.getValue(), visibility.getValue(), viewer);
            Toast.say("The data set is changed.");
            UI.getCurrent().refreshCurrentRoute(false);
        } catch (InputException e) {
            name.setInvalid(true);
            name.setErrorMessage(e.getMessage());
        } catch (AccessDeniedException | NoSuchElementException e) {
            Toast.error("You may not change this data set any more.");
        }
    }
}
