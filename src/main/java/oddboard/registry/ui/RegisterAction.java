package oddboard.registry.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import java.util.ArrayList;
import java.util.List;
import oddboard.account.User;
import oddboard.registry.ModelRegistration;
import oddboard.registry.ModelRoutes;
import oddboard.registry.Models;
import oddboard.registry.RegisteredModel;
import oddboard.run.Run;
import oddboard.run.Runs;
import oddboard.run.ui.RunExtension;
import oddboard.run.ui.RunPage;

/** On a run's pages: the models that it became, and a button that registers it. */
@org.springframework.stereotype.Component
final class RegisterAction implements RunExtension {
    private final Models models;
    private final ModelRegistration registration;
    private final Runs runs;

    RegisterAction(Models models, ModelRegistration registration, Runs runs) {
        this.models = models;
        this.registration = registration;
        this.runs = runs;
    }

    @Override
    public List<Component> actions(RunPage.Shown shown) {
        Run run = shown.run();
        if (run.result() == null) {
            return List.of();
        }
        List<Component> actions = new ArrayList<>();
        models.ofRun(run.id()).forEach(version -> {
            var link = new Anchor(ModelRoutes.version(version.model(), version.version()), version.ref());
            link.addClassName("odd-button-link");
            link.setTitle("This run is version " + version.version() + " of the model " + version.model());
            actions.add(link);
        });
        if (runs.mayCancel(run, shown.viewer())) {
            actions.add(new Button("Register model", e -> open(shown, shown.viewer())));
        }
        return actions;
    }

    private void open(RunPage.Shown shown, User viewer) {
        List<String> names = models.list(viewer).stream()
                .filter(model -> model.dataset().equals(shown.dataset().id()))
                .map(RegisteredModel::name)
                .toList();
        new RegisterDialog(shown.run(), names, registration, viewer).open();
    }
}
