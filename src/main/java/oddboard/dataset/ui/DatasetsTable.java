package oddboard.dataset.ui;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetQuery.Sort;
import oddboard.dataset.ProjectRoutes;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupRows;
import oddboard.ui.MarkupTable;

/** Data sets as a table. */
final class DatasetsTable {
    private static final String SELECT = "select";

    private DatasetsTable() {}

    static MarkupTable<ListedDataset> of(DatasetActions actions, Consumer<ListedDataset> toggled) {
        return new MarkupTable<ListedDataset>(
                        "Data sets", one -> one.dataset().id().toString(), List.of())
                .on(SELECT, toggled::accept)
                .on("star", one -> actions.star(one.dataset(), !one.found().favorite()))
                .on("restore", one -> {
                    if (one.mayRestore()) {
                        actions.restore(one.dataset());
                    }
                })
                .on("throw-away", one -> {
                    if (one.mayThrowAway()) {
                        actions.throwAway(one.dataset());
                    }
                });
    }

    static List<Column<ListedDataset>> columns(Sort sort, Set<DatasetId> selected) {
        return List.of(
                Column.<ListedDataset>of(
                                "Select",
                                (cell, one) -> cell.add(MarkupParts.tick(
                                        SELECT,
                                        "Select " + one.dataset().name(),
                                        selected.contains(one.dataset().id()))))
                        .styled("odd-table__tick")
                        .heading(new Html("span")),
                Column.<ListedDataset>of("Favorite", DatasetsTable::star)
                        .heading(new Html("span").attr("aria-hidden", "true").text("★")),
                Column.<ListedDataset>of("Name", DatasetsTable::name)
                        .styled("odd-table__wrap")
                        .sorted(sort == Sort.NAME ? "ascending" : "", Sort.NAME.name()),
                Column.<ListedDataset>text("Owner", one -> one.dataset().ownerName())
                        .wide(),
                Column.<ListedDataset>of("Project", DatasetsTable::project).wide(),
                Column.<ListedDataset>number(
                                "Images",
                                one -> one.found().images() == 0
                                        ? "–"
                                        : Format.count(one.found().images()))
                        .sorted(sort == Sort.IMAGES ? "descending" : "", Sort.IMAGES.name()),
                Column.<ListedDataset>of("State", DatasetsTable::state).wide(),
                Column.<ListedDataset>number(
                                "Last used", one -> Format.ago(one.found().usedAt()))
                        .wide()
                        .sorted(sort == Sort.USED ? "descending" : "", Sort.USED.name()),
                Column.<ListedDataset>number(
                                "Added", one -> Format.ago(one.dataset().createdAt()))
                        .wide()
                        .sorted(sort == Sort.NEWEST ? "descending" : "", Sort.NEWEST.name()));
    }

    private static void star(Html cell, ListedDataset one) {
        boolean on = one.found().favorite();
        cell.add(new Html("button", "odd-star")
                .attr("type", "button")
                .attr("aria-pressed", Boolean.toString(on))
                .attr("aria-label", "Favorite: " + one.dataset().name())
                .attr(MarkupRows.DO, "star")
                .text(on ? "★" : "☆"));
    }

    private static void name(Html cell, ListedDataset one) {
        cell.add(new Html("a", "odd-strong")
                .attr("href", one.href())
                .text(one.dataset().name()));
        for (String tag : one.dataset().tags()) {
            cell.add("span", "odd-tag odd-datasets-table__tag", tag);
        }
        one.status().ifPresent(status -> cell.add("span", "odd-note odd-phone-only", status.words()));
    }

    private static void project(Html cell, ListedDataset one) {
        var project = one.dataset().project();
        if (project != null) {
            cell.add(MarkupParts.link(ProjectRoutes.project(project.id()), project.name()));
        }
    }

    private static void state(Html cell, ListedDataset one) {
        one.status()
                .ifPresentOrElse(
                        status -> cell.add(new Html("a")
                                .attr("href", status.href())
                                .add(MarkupParts.tag(status.words(), status.tone()))),
                        () -> one.highlights().stream()
                                .limit(2)
                                .forEach(h -> cell.add(new Html("a", "odd-clip odd-datasets-table__highlight")
                                        .attr("href", h.href())
                                        .text(h.text()))));
        if (one.mayThrowAway()) {
            cell.add(MarkupParts.button(
                    "throw-away",
                    "Throw away",
                    "Throw away the draft " + one.dataset().name()));
        }
        if (one.mayRestore()) {
            cell.add(MarkupParts.button(
                    "restore", "Restore", "Restore " + one.dataset().name()));
        }
    }
}
