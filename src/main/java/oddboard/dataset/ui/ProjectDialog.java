package oddboard.dataset.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.function.Consumer;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.dataset.Project;
import oddboard.dataset.Projects;
import oddboard.ui.OnceButton;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** Names a new project, or an old one again. */
final class ProjectDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    final TextField name = new TextField("Name");
    final TextArea description = new TextArea("Description");
    private final transient Projects projects;
    private final transient User viewer;
    private final transient Consumer<Project> done;

    /** @param done called with the new project */
    ProjectDialog(Projects projects, User viewer, Consumer<Project> done) {
        this(null, projects, viewer, done);
    }

    /** @param before that is named again; null = a new one */
    ProjectDialog(@Nullable Project before, Projects projects, User viewer, Consumer<Project> done) {
        this.projects = projects;
        this.viewer = viewer;
        this.done = done;
        setHeaderTitle(before == null ? "Add project" : "Edit project");
        setWidth("min(480px, 96vw)");
        name.setRequiredIndicatorVisible(true);
        name.setMaxLength(200);
        name.setWidthFull();
        name.setAutofocus(true);
        description.setMaxLength(10_000);
        description.setWidthFull();
        if (before != null) {
            name.setValue(before.name());
            description.setValue(before.description());
        }
        add(new Div(name, description));
        getFooter()
                .add(
                        new Button("Cancel", e -> close()),
                        OnceButton.primary(before == null ? "Add" : "Save", () -> save(before)));
    }

    private boolean save(@Nullable Project before) {
        name.setInvalid(false);
        try {
            var saved = before == null
                    ? projects.create(name.getValue(), description.getValue(), viewer)
                    : projects.change(before.id(), name.getValue(), description.getValue(), viewer);
            close();
            done.accept(saved);
            return true;
        } catch (InputException e) {
            RefusalText.at(name, e);
        } catch (AccessDeniedException e) {
            Toast.error(RefusalText.of(e));
        }
        return false;
    }
}
