package oddboard.dataset.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.Project;
import oddboard.dataset.ProjectRoutes;
import oddboard.dataset.Projects;
import oddboard.ui.Column;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;

/** The projects that the viewer is in. */
@Route(ProjectRoutes.LIST)
@Menu(title = "Projects", order = 1)
@PageTitle("Projects")
@PermitAll
class ProjectsView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private final transient Projects projects;
    private final transient User viewer;
    private final MarkupTable<Project> table = new MarkupTable<Project>(
            "Projects",
            p -> p.id().toString(),
            List.of(
                    Column.<Project>of(
                                    "Name",
                                    (cell, p) -> cell.add(MarkupParts.link(ProjectRoutes.project(p.id()), p.name())))
                            .styled("odd-table__wrap odd-strong"),
                    Column.<Project>number("Data sets", p -> Format.count(p.datasets())),
                    Column.<Project>number("Members", p -> Format.count(p.members())),
                    Column.<Project>text("Owner", Project::ownerName).wide(),
                    Column.<Project>text("You", p -> RoleLabels.name(p.role()).toLowerCase(Locale.ROOT))
                            .wide(),
                    Column.<Project>number("Added", p -> Format.ago(p.createdAt()))
                            .wide()));

    ProjectsView(Projects projects, Users users) {
        this.projects = projects;
        this.viewer = users.require();
        addClassName("odd-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var header = new PageHeader("Projects", "Groups of data sets with members of their own");
        if (viewer.mayChange()) {
            header.setActions(addButton());
        }
        add(header);
        var all = projects.list(viewer);
        if (all.isEmpty()) {
            add(
                    viewer.mayChange()
                            ? new EmptyState(
                                    "No project yet",
                                    "A project shares all its data sets with its members at once.",
                                    addButton())
                            : new EmptyState("No project yet", "Its owner can make you a member of one."));
            return;
        }
        table.show(all);
        add(new Panel("", table).flush());
    }

    private Button addButton() {
        var add = new Button(
                "Add project",
                e -> new ProjectDialog(
                                projects, viewer, made -> UI.getCurrent().navigate(ProjectRoutes.project(made.id())))
                        .open());
        add.addThemeVariants(ButtonVariant.PRIMARY);
        return add;
    }
}
