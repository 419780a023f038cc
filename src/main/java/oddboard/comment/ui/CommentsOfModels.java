package oddboard.comment.ui;

import com.vaadin.flow.component.Component;
import java.util.List;
import oddboard.account.User;
import oddboard.registry.RegisteredModel;
import oddboard.registry.ui.ModelExtension;
import oddboard.ui.Discussion;
import oddboard.ui.Tab;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;

/** Comments at the end of a model's page. */
@Service
@ConditionalOnWebApplication
@Order(Ordered.LOWEST_PRECEDENCE)
class CommentsOfModels implements ModelExtension {
    private final Discussion discussion;

    CommentsOfModels(Discussion discussion) {
        this.discussion = discussion;
    }

    @Override
    public List<Tab> tabs(RegisteredModel model) {
        return List.of();
    }

    @Override
    public List<Component> panels(RegisteredModel model, User viewer) {
        return List.of(discussion.panel("models/" + model.name()));
    }

    @Override
    public List<Component> actions(RegisteredModel model, User viewer) {
        return List.of();
    }
}
