package oddboard.registry.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.DatasetRoutes;
import oddboard.registry.ModelAlias;
import oddboard.registry.ModelMetrics;
import oddboard.registry.ModelRoutes;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import oddboard.registry.RegisteredModel;
import oddboard.run.RunRoutes;
import oddboard.ui.Column;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;

/** All registered models that the viewer sees. */
@Route(ModelRoutes.LIST)
@PageTitle("Models")
@Menu(title = "Models", order = 4)
@PermitAll
class ModelsView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private final transient Models models;
    private final transient ModelMetrics metrics;
    private final transient Users users;

    ModelsView(Models models, ModelMetrics metrics, Users users) {
        this.models = models;
        this.metrics = metrics;
        this.users = users;
        addClassName("odd-page");
    }

    /**
     * A row.
     *
     * @param shown the champion, or the newest version where there is none
     */
    private record Line(RegisteredModel model, ModelVersion shown, Optional<ModelMetrics.Measured> measured) {
        boolean hasChampion() {
            return model.alias(ModelAlias.CHAMPION).isPresent();
        }

        Instant lastActivity() {
            return Stream.concat(
                            model.versions().stream().map(ModelVersion::createdAt),
                            model.aliases().stream().map(ModelAlias::movedAt))
                    .max(Instant::compareTo)
                    .orElseGet(model::createdAt);
        }
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        User viewer = users.require();
        add(new PageHeader("Models", "Trained runs that were chosen to be kept and used"));
        List<Line> lines =
                models.list(viewer).stream().map(m -> line(m, viewer)).toList();
        if (lines.isEmpty()) {
            add(new EmptyState(
                    "No models yet",
                    "A model keeps what a run has learned, under a name that others can use. Open a run that succeeded and"
                            + " choose \"Register model\".",
                    new Anchor(RunRoutes.LIST, "See the runs")));
            return;
        }
        var table = table();
        table.show(lines);
        add(new Panel("", table).flush());
    }

    private Line line(RegisteredModel model, User viewer) {
        ModelVersion shown = model.aliased(ModelAlias.CHAMPION).orElseGet(model::newest);
        return new Line(model, shown, metrics.of(shown, viewer));
    }

    private static MarkupTable<Line> table() {
        return new MarkupTable<Line>(
                        "Models, by name",
                        line -> line.model().name(),
                        List.of(
                                Column.<Line>of("Model", (cell, line) -> {
                                            cell.add(new Html("a", "odd-strong")
                                                    .attr(
                                                            "href",
                                                            ModelRoutes.model(
                                                                    line.model().name()))
                                                    .text(line.model().name()));
                                            if (!line.model().description().isEmpty()) {
                                                cell.add(
                                                        "div",
                                                        "odd-note",
                                                        line.model().description());
                                            }
                                        })
                                        .styled("odd-table__wrap"),
                                Column.<Line>of(
                                                "Data set",
                                                (cell, line) -> cell.add(MarkupParts.link(
                                                        DatasetRoutes.leaderboard(
                                                                line.model().dataset()),
                                                        line.model().datasetName())))
                                        .labeled(),
                                Column.<Line>of(
                                                "Champion",
                                                (cell, line) -> cell.add(
                                                        line.hasChampion()
                                                                ? MarkupParts.link(
                                                                        ModelRoutes.version(
                                                                                line.model()
                                                                                        .name(),
                                                                                line.shown()
                                                                                        .version()),
                                                                        "version "
                                                                                + line.shown()
                                                                                        .version())
                                                                : MarkupParts.note("none yet")))
                                        .labeled(),
                                Column.<Line>of("AUC", (cell, line) -> cell.add(VersionMarkup.auc(line.measured())))
                                        .num()
                                        .labeled(),
                                Column.<Line>number(
                                                "Versions",
                                                line -> Format.count(
                                                        line.model().versions().size()))
                                        .labeled(),
                                Column.<Line>number("Last activity", line -> Format.ago(line.lastActivity()))
                                        .labeled()))
                .styled("odd-model-list")
                .stacked();
    }
}
