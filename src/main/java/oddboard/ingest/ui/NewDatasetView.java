package oddboard.ingest.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.common.InputException;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.Datasets;
import oddboard.ui.EmptyState;
import oddboard.ui.OnceButton;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.ui.RefusalText;

/** Names a new data set; its images come on the page after it. */
@Route("datasets/new")
@PageTitle("Add data set")
@PermitAll
class NewDatasetView extends Div {
    private static final long serialVersionUID = 1L;
    private final transient Datasets datasets;
    private final transient User viewer;
    final TextField name = new TextField("Name");
    final TextArea description = new TextArea("Description");
    final RadioButtonGroup<Visibility> visibility = new RadioButtonGroup<>("Who may see it");
    final Button create = OnceButton.primary("Next: images", this::create);

    NewDatasetView(Datasets datasets, Users users) {
        this.datasets = datasets;
        this.viewer = users.require();
        addClassName("odd-page");
        add(new PageHeader("Add data set", ""));
        if (!viewer.mayChange()) {
            add(new EmptyState("You may look, but not add data sets", "An administrator can change your role."));
            return;
        }
        name.setRequiredIndicatorVisible(true);
        name.setMaxLength(200);
        name.setPlaceholder("Bottle caps, line 3");
        name.setAutofocus(true);
        name.addKeyPressListener(Key.ENTER, e -> create.click());
        description.setPlaceholder("What the images show, and what counts as odd");
        visibility.setItems(Visibility.TEAM, Visibility.PRIVATE);
        visibility.setItemLabelGenerator(
                v -> v == Visibility.TEAM ? "Everybody here" : "Only me, those I share it with, and administrators");
        visibility.setValue(Visibility.TEAM);
        var actions = new Div(create);
        actions.addClassName("odd-actions");
        var form = new Panel("", name, description, visibility, actions);
        form.addClassName("odd-form");
        add(form);
    }

    private boolean create() {
        try {
            var dataset = datasets.create(
                    name.getValue().strip(), description.getValue().strip(), visibility.getValue(), viewer);
            UI.getCurrent().navigate(DatasetRoutes.newVersion(dataset.id()));
            return true;
        } catch (InputException e) {
            RefusalText.at(name, e);
            return false;
        }
    }
}
