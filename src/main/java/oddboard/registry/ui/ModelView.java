package oddboard.registry.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;
import oddboard.account.User;
import oddboard.registry.ModelAlias;
import oddboard.registry.ModelAliases;
import oddboard.registry.ModelComparisons;
import oddboard.registry.ModelMetrics;
import oddboard.registry.ModelRoutes;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import oddboard.registry.RegisteredModel;
import oddboard.registry.Threshold;
import oddboard.registry.Thresholds;
import oddboard.ui.Panel;

/** A model at a glance: its versions with their aliases, where the chosen one came from, and its threshold. */
@Route("models/:name")
@PermitAll
class ModelView extends ModelPage {
    private static final long serialVersionUID = 1L;
    private final transient ModelMetrics metrics;
    private final transient Models models;
    private final transient Thresholds thresholds;
    private final transient ModelAliases aliases;
    private final transient ModelComparisons comparisons;

    ModelView(
            ModelPages pages,
            ModelMetrics metrics,
            Models models,
            Thresholds thresholds,
            ModelAliases aliases,
            ModelComparisons comparisons) {
        super(pages, ModelRoutes::model);
        this.metrics = metrics;
        this.models = models;
        this.thresholds = thresholds;
        this.aliases = aliases;
        this.comparisons = comparisons;
    }

    @Override
    protected void show(RegisteredModel model, QueryParameters query, User viewer) {
        ModelVersion chosen = version(model, query);
        if (!model.description().isEmpty()) {
            var text = new Paragraph(model.description());
            text.addClassName("odd-note");
            add(text);
        }
        var table = new VersionTable(model, chosen, metrics, viewer, pages.mayChange(model));
        table.onPromote(version -> new PromoteDialog(
                        model, version, thresholds.list(version), models, aliases, comparisons, viewer, this::reload)
                .open());
        var main = new Div(
                new AliasPanel(model, pages.mayChange(model), aliases, viewer, this::reload),
                new ModelVersionPanel(chosen));
        main.addClassName("odd-run-side");
        var side = new Div(inUse(model, chosen, viewer));
        side.addClassName("odd-run-side");
        var columns = new Div(main, side);
        columns.addClassName("odd-columns");
        add(new Panel("Versions", table.component()).flush(), columns);
    }

    private Panel inUse(RegisteredModel model, ModelVersion chosen, User viewer) {
        Optional<Threshold> threshold = model.aliases().stream()
                .filter(a -> a.number() == chosen.version() && a.threshold() != null)
                .filter(a -> a.name().equals(ModelAlias.CHAMPION))
                .findFirst()
                .map(a -> chosen.model() + "@" + a.name())
                .flatMap(ref -> models.thresholdFor(ref, viewer))
                .or(() -> models.thresholdFor(chosen));
        return new ModelThresholdPanel(chosen, threshold, thresholds, viewer, pages.mayChange(model));
    }
}
