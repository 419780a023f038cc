package oddboard.export.ui;

import com.vaadin.flow.component.Component;
import java.util.List;
import oddboard.account.User;
import oddboard.export.ExportRoutes;
import oddboard.registry.RegisteredModel;
import oddboard.registry.ui.ModelExtension;
import oddboard.ui.Tab;

/** Adds the tab of a model's bundles to the pages about it. */
@org.springframework.stereotype.Component
class ExportsModels implements ModelExtension {
    @Override
    public List<Tab> tabs(RegisteredModel model) {
        return List.of(new Tab("Export", ExportRoutes.exports(model.name())));
    }

    @Override
    public List<Component> actions(RegisteredModel model, User viewer) {
        return List.of();
    }
}
