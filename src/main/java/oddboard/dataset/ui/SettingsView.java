package oddboard.dataset.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.DescriptionList.Description;
import com.vaadin.flow.component.html.DescriptionList.Term;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import oddboard.account.Users;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetManagement;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.Datasets;
import oddboard.dataset.Members;
import oddboard.dataset.Projects;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import oddboard.ui.Toast;

/** What a data set is called, with whom it is shared, and the lines drawn on its leaderboard. */
@Route("datasets/:id/settings")
@PermitAll
class SettingsView extends DatasetPage {
    private static final long serialVersionUID = 1L;

    private final transient DatasetManagement management;
    private final transient Members members;
    private final transient Projects projects;
    private final transient Users users;

    SettingsView(Datasets datasets, DatasetManagement management, Members members, Projects projects, Users users) {
        super("Settings", datasets, users);
        this.projects = projects;
        this.members = members;
        this.users = users;
        this.management = management;
    }

    @Override
    protected void show(Dataset dataset, BeforeEnterEvent event) {
        add(new DatasetHeader(dataset, DatasetRoutes.settings(dataset.id()), viewer));
        boolean manages = datasets.mayManage(dataset, viewer);
        add(
                manages
                        ? new Panel("About", new AboutForm(dataset, management, viewer), origin(dataset))
                        : new Panel("About", facts(dataset)));
        add(new MembersPanel(dataset, members, users, viewer));
        var lines = new Panel(
                "Lines on the leaderboard",
                new BaselineEditor(dataset, datasets.mayChange(dataset, viewer), datasets, viewer));
        lines.setNote("AUCs to compare with, shown among the runs");
        add(lines);
        if (manages) {
            add(new ProjectPanel(dataset, projects, viewer), archive(dataset));
            var delete = new Button("Delete this data set", e -> confirm(dataset));
            delete.addThemeVariants(ButtonVariant.ERROR);
            var end = new Panel(
                    "Delete",
                    new Paragraph(
                            "Its versions, label sets and runs go with it. You see what that is before you confirm."),
                    new Div(delete));
            add(end);
        }
    }

    private Panel archive(Dataset dataset) {
        boolean archived = dataset.isArchived();
        var button = new Button(archived ? "Restore this data set" : "Archive this data set", e -> {
            management.archive(dataset.id(), !archived, viewer);
            Toast.show(archived ? dataset.name() + " is in the list again." : dataset.name() + " is archived.");
            UI.getCurrent().refreshCurrentRoute(false);
        });
        return new Panel(
                "Archive",
                new Paragraph(
                        archived
                                ? "It is hidden from lists and takes no new images, runs or scores. Nothing was deleted."
                                : "Hides it from lists. Nothing is deleted, models trained on it go on scoring, and it can"
                                        + " be restored; until then it takes no new images, runs or scores."),
                new Div(button));
    }

    private void confirm(Dataset dataset) {
        var now = datasets.find(dataset.id(), viewer).orElse(dataset);
        new DeleteDialog(
                        "the data set " + now.name(),
                        now.name(),
                        management.loss(now),
                        withRuns -> management.delete(now.id(), withRuns, viewer),
                        () -> {
                            Toast.show(now.name() + " is deleted.");
                            UI.getCurrent().navigate(DatasetRoutes.LIST);
                        })
                .open();
    }

    private static DescriptionList origin(Dataset dataset) {
        var facts = new DescriptionList();
        facts.addClassName("odd-list");
        fact(facts, "Owner", dataset.ownerName());
        fact(facts, "Added", Format.ago(dataset.createdAt()));
        return facts;
    }

    private static DescriptionList facts(Dataset dataset) {
        var facts = new DescriptionList();
        facts.addClassName("odd-list");
        fact(facts, "Name", dataset.name());
        fact(facts, "Description", dataset.description().isBlank() ? "–" : dataset.description());
        fact(facts, "Owner", dataset.ownerName());
        fact(facts, "Added", Format.ago(dataset.createdAt()));
        return facts;
    }

    private static void fact(DescriptionList facts, String name, String value) {
        facts.add(new Term(name), new Description(value));
    }
}
