package oddboard.dataset.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.DatasetHighlight;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetManagement;
import oddboard.dataset.DatasetQuery;
import oddboard.dataset.DatasetSearch;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Favorites;
import oddboard.dataset.Favorites.Layout;
import oddboard.dataset.FoundDataset;
import oddboard.dataset.ManyDatasets;
import oddboard.dataset.Projects;
import oddboard.job.JobChanges;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.ui.JobWatch;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.MarkupTable;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.ui.SelectionBar;
import org.springframework.beans.factory.ObjectProvider;

/** The data sets that the viewer may see, a page at a time, as cards or as a table. */
@Route("")
@Menu(title = "Data sets", order = 0)
@PageTitle("Data sets")
@PermitAll
class DatasetsView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    static final String ADD = "datasets/new";
    private static final int CARDS = 24;
    private static final int ROWS = 50;

    private final transient DatasetSearch search;
    private final transient Projects projects;
    private final transient Favorites favorites;
    private final transient JobQueue queue;
    private final transient ObjectProvider<DatasetHighlight> highlights;
    private final transient User viewer;
    private final PageHeader header;
    private final DatasetsBar bar;
    private final Div cards = new Div();
    private final MarkupTable<ListedDataset> table;
    private final Panel list;
    private final Div none = new Div();
    private final Pager pager = new Pager();
    private final transient DatasetActions actions;
    private final SelectedDatasetsBar selection;
    private final transient Set<DatasetId> selected = new HashSet<>();
    private transient List<ListedDataset> shown = List.of();
    private final transient Set<JobId> seen = new HashSet<>();
    private transient Set<JobId> imports = Set.of();
    private transient DatasetsState state = DatasetsState.of(QueryParameters.empty());

    DatasetsView(
            DatasetSearch search,
            Projects projects,
            Favorites favorites,
            DatasetManagement management,
            ManyDatasets many,
            ObjectProvider<DatasetHighlight> highlights,
            Users users,
            JobQueue queue,
            JobChanges changes) {
        this.search = search;
        this.projects = projects;
        this.favorites = favorites;
        this.queue = queue;
        this.highlights = highlights;
        this.viewer = users.require();
        addClassName("odd-page");
        cards.addClassName("odd-dataset-cards");
        actions = new DatasetActions(favorites, management, viewer, this::refresh);
        table = DatasetsTable.of(actions, this::toggle).onSort(word -> go(state.withSort(DatasetQuery.sort(word))));
        list = new Panel("", table).flush();
        header = viewer.mayChange() ? new PageHeader("Data sets", "", addButton()) : new PageHeader("Data sets", "");
        bar = new DatasetsBar(state, new DatasetsBar.Listener() {
            @Override
            public void type(DatasetsState typed) {
                state = typed;
                getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, typed.address()));
                refresh();
            }

            @Override
            public void go(DatasetsState chosen) {
                DatasetsView.this.go(chosen);
            }

            @Override
            public void lay(Layout chosen) {
                favorites.remember(chosen, viewer);
                DatasetsView.this.go(state.withLayout(chosen));
            }
        });
        selection = new SelectedDatasetsBar(many, viewer, new SelectionBar.Listener() {
            @Override
            public void all() {
                shown.forEach(one -> selected.add(one.dataset().id()));
                drawSelection();
            }

            @Override
            public void none() {
                selected.clear();
                drawSelection();
            }

            @Override
            public void changed() {
                refresh();
            }
        });
        add(header, bar, selection, cards, list, none, pager);
        JobWatch.on(this, changes, ids -> {
            if (ids.stream().anyMatch(this::changesList)) {
                refresh();
            }
        });
    }

    /** With an entry in the browser's history. */
    private static void go(DatasetsState chosen) {
        UI.getCurrent().navigate(DatasetsView.class, chosen.parameters());
    }

    /** A new job may belong to a new data set, an import reports its progress, and the end of a run may change the best. */
    private boolean changesList(JobId job) {
        return seen.add(job)
                || imports.contains(job)
                || queue.find(job).filter(j -> j.state().isEnded()).isPresent();
    }

    /** Also where the viewer was here already and came again, or went to another page of the list. */
    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        state = DatasetsState.of(event.getLocation().getQueryParameters());
        refresh();
    }

    private void refresh() {
        var chosen = state.layout();
        var layout = chosen == null ? favorites.layout(viewer).orElse(Layout.CARDS) : chosen;
        var found = search.page(state.query(), state.page(), layout == Layout.CARDS ? CARDS : ROWS, viewer);
        shown = listed(found.shown());
        selected.retainAll(shown.stream().map(one -> one.dataset().id()).collect(Collectors.toSet()));
        imports = shown.stream()
                .flatMap(one -> one.dataset().versions().stream())
                .filter(v -> v.state() == DatasetVersion.State.IMPORTING)
                .map(DatasetVersion::job)
                .collect(Collectors.toUnmodifiableSet());
        header.setSubtitle(
                found.all() == 0 ? "" : Format.count(found.all()) + (found.all() == 1 ? " data set" : " data sets"));
        bar.update(state, layout, projects.list(viewer));
        bar.setVisible(found.all() > 0 || !state.isWhole() || bar.isVisible());
        cards.removeAll();
        none.removeAll();
        cards.setVisible(layout == Layout.CARDS && found.all() > 0);
        list.setVisible(layout == Layout.LIST && found.all() > 0);
        none.setVisible(found.all() == 0);
        if (found.all() == 0) {
            none.add(state.isWhole() ? empty() : nothingFits());
        } else if (layout == Layout.CARDS) {
            shown.forEach(one -> cards.add(new DatasetCard(one, actions, () -> toggle(one))));
        }
        drawSelection();
        pager.show(
                found.number(), found.pages(), number -> state.withPage(number).address());
    }

    private void toggle(ListedDataset one) {
        if (!selected.remove(one.dataset().id())) {
            selected.add(one.dataset().id());
        }
        drawSelection();
    }

    private void drawSelection() {
        if (list.isVisible()) {
            table.setColumns(DatasetsTable.columns(state.query().sort(), Set.copyOf(selected)));
            table.show(shown);
        } else if (cards.isVisible()) {
            for (int i = 0; i < shown.size(); i++) {
                ((DatasetCard) cards.getComponentAt(i))
                        .setSelected(selected.contains(shown.get(i).dataset().id()));
            }
        }
        cards.setClassName("odd-dataset-cards--selecting", !selected.isEmpty());
        selection.show(shown.stream()
                .filter(one -> selected.contains(one.dataset().id()))
                .toList());
    }

    private List<ListedDataset> listed(List<FoundDataset> found) {
        var datasets = found.stream().map(FoundDataset::dataset).toList();
        var said = highlights.orderedStream().map(h -> h.find(datasets, viewer)).toList();
        return found.stream()
                .map(one -> new ListedDataset(
                        one,
                        said.stream()
                                .flatMap(all ->
                                        Stream.ofNullable(all.get(one.dataset().id())))
                                .toList()))
                .toList();
    }

    private EmptyState nothingFits() {
        return new EmptyState(
                "No data set fits",
                switch (state.query().show()) {
                    case FAVORITES -> "Press the star of a data set to find it here.";
                    case ARCHIVED -> "Archive a data set on its Settings page: it is hidden, and nothing is deleted.";
                    case DRAFTS -> "A data set without images is a draft.";
                    case ALL, MINE, SHARED -> "Try fewer words, or another filter.";
                },
                new Button("Show all", e -> go(DatasetsState.of(QueryParameters.empty()))));
    }

    private EmptyState empty() {
        return viewer.mayChange()
                ? new EmptyState(
                        "No data set yet",
                        "Add one from arrays (trainingset.npy, testingset.npy) or from a ZIP of image folders; then "
                                + "train a detector on it and see which test images are odd.",
                        addButton())
                : new EmptyState("No data set yet", "A member of the team can add one; then it shows here.");
    }

    private static Button addButton() {
        var add = new Button("Add data set", e -> UI.getCurrent().navigate(ADD));
        add.addThemeVariants(ButtonVariant.PRIMARY);
        return add;
    }
}
