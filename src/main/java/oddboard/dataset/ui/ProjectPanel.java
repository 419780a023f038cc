package oddboard.dataset.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.ArrayList;
import java.util.List;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.Project;
import oddboard.dataset.ProjectId;
import oddboard.dataset.ProjectRoutes;
import oddboard.dataset.Projects;
import oddboard.ui.Panel;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;
import oddboard.ui.WordSelect;
import org.springframework.security.access.AccessDeniedException;

/** In which project a data set is, for those who may move it. */
final class ProjectPanel extends Panel {
    private static final long serialVersionUID = 1L;

    ProjectPanel(Dataset dataset, Projects projects, User viewer) {
        super("Project");
        var own = dataset.project();
        List<Project> open = projects.list(viewer).stream()
                .filter(p -> p.role().mayEdit() || own != null && p.id().equals(own.id()))
                .toList();
        var all = new Anchor(
                own == null ? ProjectRoutes.LIST : ProjectRoutes.project(own.id()),
                own == null ? "Projects" : "Open " + own.name());
        add(new Paragraph("Members of a project have their role there on each of its data sets."));
        if (open.isEmpty()) {
            add(new Div(all));
            return;
        }
        var ids = new ArrayList<>(List.of(""));
        open.forEach(p -> ids.add(p.id().toString()));
        var choice = new WordSelect(
                "Project of this data set",
                id -> open.stream()
                        .filter(p -> p.id().toString().equals(id))
                        .map(Project::name)
                        .findFirst()
                        .orElse("in no project"),
                id -> move(dataset, id, projects, viewer));
        choice.offer(ids, own == null ? "" : own.id().toString());
        var line = new Div(choice, all);
        line.addClassName("odd-line");
        add(line);
    }

    private static void move(Dataset dataset, String id, Projects projects, User viewer) {
        var own = dataset.project();
        try {
            if (!id.isEmpty()) {
                projects.put(new ProjectId(Long.parseLong(id)), dataset.id(), viewer);
                Toast.show("Moved; the project's members see it now.");
            } else if (own != null) {
                projects.takeOut(own.id(), dataset.id(), viewer);
                Toast.show("It is in no project now.");
            }
        } catch (AccessDeniedException | ConflictException | NotFoundException e) {
            Toast.error(RefusalText.of(e));
        }
        UI.getCurrent().refreshCurrentRoute(false);
    }
}
