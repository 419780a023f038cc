package oddboard.registry.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import java.util.function.UnaryOperator;
import oddboard.account.User;
import oddboard.registry.ModelVersion;
import oddboard.registry.RegisteredModel;
import oddboard.run.ui.Address;
import org.jspecify.annotations.Nullable;

/** What the pages about one model share: they find it and show its header and tabs. */
public abstract class ModelPage extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    protected final transient ModelPages pages;
    private final transient UnaryOperator<String> route;
    private transient @Nullable RegisteredModel shown;
    private transient QueryParameters query = QueryParameters.empty();

    /** @param route address of the page by the model's name */
    protected ModelPage(ModelPages pages, UnaryOperator<String> route) {
        this.pages = pages;
        this.route = route;
        addClassName("odd-page");
    }

    protected abstract void show(RegisteredModel model, QueryParameters query, User viewer);

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        query = event.getLocation().getQueryParameters();
        shown = event.getRouteParameters().get("name").flatMap(pages::find).orElse(null);
        if (shown == null) {
            event.rerouteToError(NotFoundException.class, "There is no such model, or you may not see it.");
            return;
        }
        build(shown);
    }

    /** Reads the model again, after a change. */
    protected final void reload() {
        RegisteredModel before = shown;
        if (before != null) {
            pages.find(before.name()).ifPresent(now -> {
                shown = now;
                build(now);
            });
        }
    }

    private void build(RegisteredModel model) {
        removeAll();
        add(pages.header(model, route.apply(model.name())));
        show(model, query, pages.viewer());
    }

    /** The version that the address names; else the champion, else the newest. */
    protected static ModelVersion version(RegisteredModel model, QueryParameters query) {
        return Address.id(Address.value(query, "version")).stream()
                .boxed()
                .flatMap(number -> model.version((int) Math.min(Integer.MAX_VALUE, number)).stream())
                .findFirst()
                .or(() -> model.aliased(oddboard.registry.ModelAlias.CHAMPION))
                .orElseGet(model::newest);
    }

    @Override
    public String getPageTitle() {
        RegisteredModel present = shown;
        return present == null ? "Model" : present.name() + " · model";
    }
}
