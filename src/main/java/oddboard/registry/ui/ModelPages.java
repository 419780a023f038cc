package oddboard.registry.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.DatasetRoutes;
import oddboard.registry.ModelAlias;
import oddboard.registry.ModelManagement;
import oddboard.registry.ModelRoutes;
import oddboard.registry.Models;
import oddboard.registry.RegisteredModel;
import oddboard.ui.Format;
import oddboard.ui.PageHeader;
import oddboard.ui.Tab;
import oddboard.ui.Toast;
import org.springframework.beans.factory.ObjectProvider;

/** What stands above the content of every page about a model. */
@org.springframework.stereotype.Component
public final class ModelPages {
    private final Models models;
    private final ModelManagement management;
    private final Users users;
    private final ObjectProvider<ModelExtension> extensions;

    ModelPages(Models models, ModelManagement management, Users users, ObjectProvider<ModelExtension> extensions) {
        this.models = models;
        this.management = management;
        this.users = users;
        this.extensions = extensions;
    }

    User viewer() {
        return users.require();
    }

    Optional<RegisteredModel> find(String name) {
        return models.find(name, viewer());
    }

    boolean mayChange(RegisteredModel model) {
        return models.mayChange(model, viewer());
    }

    List<Component> panels(RegisteredModel model) {
        return extensions
                .orderedStream()
                .flatMap(extension -> extension.panels(model, viewer()).stream())
                .toList();
    }

    /** @param tab address of the page that is shown */
    PageHeader header(RegisteredModel model, String tab) {
        User viewer = viewer();
        var header = new PageHeader(model.name(), "");
        header.setSubtitle(subtitle(model).toArray(Component[]::new));
        List<Tab> tabs = new ArrayList<>();
        tabs.add(new Tab("Versions", ModelRoutes.model(model.name())));
        tabs.add(new Tab("Thresholds", ModelRoutes.thresholds(model.name())));
        List<Component> actions = new ArrayList<>();
        extensions.orderedStream().forEach(extension -> {
            tabs.addAll(extension.tabs(model));
            actions.addAll(extension.actions(model, viewer));
        });
        tabs.add(new Tab("History", ModelRoutes.history(model.name())));
        header.tabs(tab, tabs.toArray(Tab[]::new));
        if (models.mayChange(model, viewer)) {
            var register = new Anchor(DatasetRoutes.leaderboard(model.dataset()), "Register a run");
            register.addClassName("odd-button-link");
            register.setTitle("Open a run on the board and choose \"Register model\" there");
            actions.add(register);
            actions.add(delete(model, viewer));
        }
        header.setActions(actions.toArray(Component[]::new));
        return header;
    }

    private static List<Component> subtitle(RegisteredModel model) {
        int count = model.versions().size();
        String champion = model.alias(ModelAlias.CHAMPION)
                .map(alias -> "champion is version " + alias.number())
                .orElse("no champion yet");
        return List.of(
                new Text(Format.count(count) + (count == 1 ? " version" : " versions") + " · " + champion + " · of "),
                new Anchor(DatasetRoutes.leaderboard(model.dataset()), model.datasetName()),
                new Text(" · " + model.byName() + ", " + Format.ago(model.createdAt())));
    }

    private Button delete(RegisteredModel model, User viewer) {
        return new Button("Delete", e -> {
            var dialog = new ConfirmDialog();
            dialog.setHeader("Delete the model " + model.name() + "?");
            dialog.setText(
                    "All its versions go with their weights, thresholds and aliases, and can't be brought back. Runs"
                            + " and data stay. Whoever scores images by this name gets an error from then on.");
            dialog.setCancelable(true);
            dialog.setCancelText("Keep it");
            dialog.setConfirmText("Delete the model");
            dialog.setConfirmButtonTheme("error primary");
            dialog.addConfirmListener(confirmed -> {
                management.delete(model.name(), viewer);
                Toast.show("The model is deleted.");
                UI.getCurrent().navigate(ModelRoutes.LIST);
            });
            dialog.open();
        });
    }
}
