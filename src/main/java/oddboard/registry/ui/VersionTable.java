package oddboard.registry.ui;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import oddboard.account.User;
import oddboard.dataset.DatasetRoutes;
import oddboard.registry.ModelAlias;
import oddboard.registry.ModelMetrics;
import oddboard.registry.ModelRoutes;
import oddboard.registry.ModelVersion;
import oddboard.registry.RegisteredModel;
import oddboard.run.RunId;
import oddboard.run.RunRoutes;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;

/** A model's versions, newest first; the chosen one is marked. */
final class VersionTable {
    private static final String PROMOTE = "promote";
    private final MarkupTable<Line> table;

    private record Line(
            ModelVersion version,
            Optional<ModelMetrics.Measured> measured,
            List<ModelAlias> aliases,
            boolean chosen,
            boolean mayChange) {}

    VersionTable(RegisteredModel model, ModelVersion chosen, ModelMetrics metrics, User viewer, boolean mayChange) {
        table = new MarkupTable<Line>(
                        "Versions, newest first",
                        line -> line.version().id().toString(),
                        List.of(
                                Column.<Line>of("Version", VersionTable::number).rowHeader(),
                                Column.<Line>of("From run", VersionTable::run).styled("odd-table__wrap"),
                                Column.<Line>of("Data", VersionTable::data).wide(),
                                Column.<Line>of("AUC", (cell, line) -> cell.add(VersionMarkup.auc(line.measured())))
                                        .num(),
                                Column.<Line>number("TPR at 1 % FPR", VersionTable::tpr)
                                        .wide(),
                                Column.<Line>number("ms", VersionTable::milliseconds)
                                        .wide(),
                                Column.<Line>of("Alias", (cell, line) -> cell.add(VersionMarkup.tags(line.aliases()))),
                                Column.<Line>of("", VersionTable::promote)))
                .eachRow((row, line) -> {
                    if (line.chosen()) {
                        row.attr("class", "odd-table__selected");
                    }
                })
                .styled("odd-version-list");
        table.show(model.versions().stream()
                .map(v -> new Line(
                        v,
                        metrics.of(v, viewer),
                        model.aliases().stream()
                                .filter(a -> a.number() == v.version())
                                .toList(),
                        v.equals(chosen),
                        mayChange))
                .toList());
    }

    void onPromote(Consumer<ModelVersion> promote) {
        table.on(PROMOTE, line -> promote.accept(line.version()));
    }

    Component component() {
        return table;
    }

    private static void number(Html cell, Line line) {
        cell.add(new Html("a", "odd-strong")
                .attr(
                        "href",
                        ModelRoutes.version(
                                line.version().model(), line.version().version()))
                .text(Integer.toString(line.version().version())));
    }

    private static void run(Html cell, Line line) {
        ModelVersion.Source source = line.version().source();
        RunId run = source.run();
        cell.add(
                run == null
                        ? new Html("span").text(source.runName())
                        : MarkupParts.link(RunRoutes.overview(run), source.runName()));
        cell.add("div", "odd-note", line.version().detector() + (run == null ? " · run deleted" : " · run " + run));
    }

    private static void data(Html cell, Line line) {
        ModelVersion.Source source = line.version().source();
        cell.add(MarkupParts.link(
                DatasetRoutes.leaderboard(source.dataset()), source.datasetName() + " v" + source.dataNumber()));
    }

    private static String tpr(Line line) {
        return line.measured().map(m -> Format.share(m.tprAtFpr1())).orElse("–");
    }

    private static String milliseconds(Line line) {
        return Format.number(line.version().cost().millisecondsPerImage());
    }

    private static void promote(Html cell, Line line) {
        if (line.mayChange()) {
            cell.add(MarkupParts.button(
                    PROMOTE, "Promote", "Promote version " + line.version().version()));
        }
    }
}
