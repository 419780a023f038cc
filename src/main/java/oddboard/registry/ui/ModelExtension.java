package oddboard.registry.ui;

import com.vaadin.flow.component.Component;
import java.util.List;
import oddboard.account.User;
import oddboard.registry.RegisteredModel;
import oddboard.ui.Tab;

/** What a module above adds to the pages about a model; every bean of this type is asked. */
public interface ModelExtension {
    /** Further tabs, before that of the history. */
    List<Tab> tabs(RegisteredModel model);

    /** Further panels of the model's own page, at its end. */
    default List<Component> panels(RegisteredModel model, User viewer) {
        return List.of();
    }

    /** Further buttons in the header. */
    List<Component> actions(RegisteredModel model, User viewer);
}
