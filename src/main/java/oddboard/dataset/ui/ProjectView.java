package oddboard.dataset.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetQuery;
import oddboard.dataset.DatasetSearch;
import oddboard.dataset.FoundDataset;
import oddboard.dataset.Project;
import oddboard.dataset.ProjectId;
import oddboard.dataset.ProjectMembers;
import oddboard.dataset.ProjectRoutes;
import oddboard.dataset.Projects;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/** A project: its data sets and its members. */
@Route("projects/:id")
@PermitAll
class ProjectView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    /** More are in the list of data sets, to which the page links. */
    private static final int SHOWN = 100;

    private static final int OFFERED = 50;

    private final transient Projects projects;
    private final transient ProjectMembers members;
    private final transient DatasetSearch search;
    private final transient Users users;
    private final transient User viewer;
    private String title = "Project";

    ProjectView(Projects projects, ProjectMembers members, DatasetSearch search, Users users) {
        this.projects = projects;
        this.members = members;
        this.search = search;
        this.users = users;
        this.viewer = users.require();
        addClassName("odd-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Optional<Project> project = event.getRouteParameters()
                .get("id")
                .filter(id -> id.matches("[1-9][0-9]{0,17}"))
                .flatMap(id -> projects.find(new ProjectId(Long.parseLong(id)), viewer));
        if (project.isEmpty()) {
            event.rerouteToError(
                    com.vaadin.flow.router.NotFoundException.class,
                    "There is no such project, or you are not a member of it.");
            return;
        }
        show(project.get());
    }

    private void show(Project project) {
        removeAll();
        title = project.name() + " · project";
        var header = new PageHeader(
                project.name(),
                Format.count(project.datasets())
                        + (project.datasets() == 1 ? " data set" : " data sets")
                        + VersionText.DOT
                        + project.ownerName());
        if (project.role().mayManage()) {
            header.setActions(
                    new Button("Edit", e -> new ProjectDialog(project, projects, viewer, this::show).open()),
                    new Button("Delete", e -> delete(project)));
        }
        add(header);
        if (!project.description().isBlank()) {
            add(new Paragraph(project.description()));
        }
        add(datasets(project), new ProjectMembersPanel(project, members, users, viewer, this::reload));
    }

    private void reload() {
        UI.getCurrent().refreshCurrentRoute(false);
    }

    private Panel datasets(Project project) {
        var query = new DatasetQuery("", DatasetQuery.Show.ALL, project.id(), DatasetQuery.Sort.NAME);
        var found = search.page(query, 1, SHOWN, viewer);
        var table = new MarkupTable<FoundDataset>(
                        "Data sets of the project", one -> one.dataset().id().toString(), columns(project))
                .on("take-out", one -> takeOut(project, one.dataset()));
        table.show(found.shown());
        table.setVisible(found.all() > 0);
        var all = new Anchor(new DatasetsState(query, 1, null).address(), "See them in the list of data sets");
        var panel = new Panel("Data sets", table);
        if (found.all() == 0) {
            panel.add(new Paragraph("No data set is in this project yet."));
        } else {
            panel.add(all);
        }
        if (project.role().mayEdit()) {
            panel.add(adding(project));
        }
        return panel;
    }

    private List<Column<FoundDataset>> columns(Project project) {
        var columns = new ArrayList<Column<FoundDataset>>();
        columns.add(Column.<FoundDataset>of(
                        "Name",
                        (cell, one) -> cell.add(MarkupParts.link(
                                new ListedDataset(one, List.of()).href(),
                                one.dataset().name())))
                .styled("odd-table__wrap odd-strong"));
        columns.add(Column.<FoundDataset>text("Owner", one -> one.dataset().ownerName())
                .wide());
        columns.add(Column.number("Images", one -> one.images() == 0 ? "–" : Format.count(one.images())));
        columns.add(Column.<FoundDataset>number("Last used", one -> Format.ago(one.usedAt()))
                .wide());
        columns.add(Column.of("", (Html cell, FoundDataset one) -> {
            if (one.dataset().role().mayManage() || project.role().mayManage()) {
                cell.add(MarkupParts.button(
                        "take-out", "Take out", "Take " + one.dataset().name() + " out of the project"));
            }
        }));
        return columns;
    }

    /** Those that the viewer may share; what is typed is searched at the database. */
    private Div adding(Project project) {
        var choice = new ComboBox<Dataset>("Add a data set");
        choice.setPlaceholder("A name");
        choice.setItemLabelGenerator(Dataset::name);
        choice.setItems(query -> {
            int page = query.getOffset() / Math.max(1, query.getLimit()) + 1;
            return query.getOffset() >= OFFERED
                    ? Stream.<Dataset>empty()
                    : offered(project, query.getFilter().orElse(""), page, query.getLimit()).stream();
        });
        var add = new Button("Add", e -> {
            choice.setInvalid(choice.isEmpty());
            choice.setErrorMessage("Choose a data set first.");
            if (!choice.isEmpty()) {
                act(() -> {
                    projects.put(project.id(), choice.getValue().id(), viewer);
                    Toast.show(choice.getValue().name() + " is in the project now.");
                });
            }
        });
        var row = new Div(choice, add);
        row.addClassName("odd-members__add");
        return row;
    }

    private List<Dataset> offered(Project project, String words, int page, int size) {
        var show = viewer.isAdmin() ? DatasetQuery.Show.ALL : DatasetQuery.Show.MINE;
        return search
                .page(new DatasetQuery(words, show, null, DatasetQuery.Sort.NAME), page, size, viewer)
                .shown()
                .stream()
                .map(FoundDataset::dataset)
                .filter(d -> d.role().mayManage())
                .filter(d -> d.project() == null || !d.project().id().equals(project.id()))
                .toList();
    }

    private void takeOut(Project project, Dataset dataset) {
        act(() -> {
            projects.takeOut(project.id(), dataset.id(), viewer);
            Toast.show(dataset.name() + " is in no project now.");
        });
    }

    private void delete(Project project) {
        var dialog = new ConfirmDialog();
        dialog.setHeader("Delete the project \"" + project.name() + "\"?");
        dialog.setText("Its data sets stay with all that is in them. Members see them no longer by their role here.");
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it");
        dialog.setConfirmText("Delete the project");
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(e -> {
            try {
                projects.delete(project.id(), viewer);
                Toast.show("The project is deleted; its data sets stay.");
                UI.getCurrent().navigate(ProjectRoutes.LIST);
            } catch (AccessDeniedException | NotFoundException refused) {
                Toast.error(RefusalText.of(refused));
                reload();
            }
        });
        dialog.open();
    }

    private void act(Runnable work) {
        try {
            work.run();
        } catch (AccessDeniedException | ConflictException | NotFoundException e) {
            Toast.error(RefusalText.of(e));
        }
        reload();
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
