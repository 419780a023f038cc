package oddboard.dataset.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.Project;
import oddboard.dataset.ProjectMembers;
import oddboard.dataset.ProjectRoutes;
import oddboard.dataset.Projects;
import oddboard.testing.PageTest;
import oddboard.ui.MarkupRows;
import oddboard.ui.WordSelect;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Projects from the first to the last click. */
class ProjectPagesTest extends PageTest {
    private static int number;

    @Autowired
    private Projects projects;

    @Autowired
    private ProjectMembers members;

    private Project make() {
        return projects.create("Hall " + ++number, "What comes from hall " + number, users.require());
    }

    private User linus() {
        return users.list().stream()
                .filter(u -> u.name().equals("linus"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void isAddedByADialogThatSaysWhatIsWrong() {
        var taken = make();
        open(ProjectRoutes.LIST);
        test(find(Button.class).withText("Add project").single()).click();
        var name = find(TextField.class).withLabel("Name").single();
        test(name).setValue(taken.name());
        test(find(Button.class).withText("Add").single()).click();
        assertThat(name.getErrorMessage()).contains("already have a project");
        test(name).setValue("Hall of mirrors");
        test(find(Button.class).withText("Add").single()).click();
        assertThat(getCurrentView()).isInstanceOf(ProjectView.class);
        assertThat(text()).contains("Hall of mirrors", "No data set is in this project yet.");
        open(ProjectRoutes.LIST);
        assertThat(text()).contains("Hall of mirrors", taken.name(), "owner");
    }

    @Test
    @SuppressWarnings("unchecked")
    void takesDataSetsInAndOut() {
        var project = make();
        var dataset = newDataset(Visibility.PRIVATE);
        open(ProjectRoutes.project(project.id()));
        ComboBox<Dataset> choice =
                find(ComboBox.class).withLabel("Add a data set").single();
        choice.setValue(dataset);
        test(find(Button.class).withText("Add").single()).click();
        assertThat(text()).contains("1 data set", dataset.name());
        open("", QueryParameters.simple(Map.of("project", project.id().toString())));
        assertThat(text()).contains(dataset.name(), "Project " + project.name(), "Open the project");
        open(ProjectRoutes.project(project.id()));
        click(find(MarkupRows.class).single(), "take-out", dataset.id().toString());
        assertThat(text()).contains("No data set is in this project yet.");
        assertThat(datasets.find(dataset.id(), users.require()).orElseThrow().project())
                .isNull();
    }

    @Test
    void isChosenOnTheSettingsOfADataSet() {
        var project = make();
        var dataset = newDataset(Visibility.PRIVATE);
        open(DatasetRoutes.settings(dataset.id()));
        find(WordSelect.class).single().setValue(project.id().toString());
        assertThat(datasets.find(dataset.id(), users.require()).orElseThrow().project())
                .isEqualTo(new Project.Ref(project.id(), project.name()));
        assertThat(text()).contains("Open " + project.name());
        find(WordSelect.class).single().setValue("");
        assertThat(datasets.find(dataset.id(), users.require()).orElseThrow().project())
                .isNull();
    }

    @Test
    @SuppressWarnings("unchecked")
    void givesItsMembersTheirRole() {
        var project = make();
        var dataset = newDataset(Visibility.PRIVATE);
        var grace = users.require();
        projects.put(project.id(), dataset.id(), grace);
        open(ProjectRoutes.project(project.id()));
        find(ComboBox.class).withLabel("Add a member").single().setValue(linus());
        find(Select.class).withLabel("as").single().setValue(DatasetRole.EDITOR);
        test(find(Button.class).withText("Add member").single()).click();
        assertThat(members.list(project.id(), grace))
                .anyMatch(m -> m.name().equals("linus") && m.role() == DatasetRole.EDITOR);
        openAs("linus", ProjectRoutes.project(project.id()));
        assertThat(text()).contains(dataset.name());
        assertThat(find(Button.class).withText("Add member").exists()).isFalse();
        assertThat(find(Button.class).withText("Edit").exists()).isFalse();
        open("", QueryParameters.simple(Map.of("show", "shared", "search", dataset.name())));
        assertThat(text()).contains(dataset.name() + " ", "shared with me, reader");
        become("grace");
        members.remove(project.id(), linus().id(), grace);
        openAs("linus", ProjectRoutes.project(project.id()));
        assertThat(getCurrentView()).isNotInstanceOf(ProjectView.class);
        open(DatasetRoutes.settings(dataset.id()));
        assertThat(text()).contains("may not see it");
    }

    @Test
    void isDeletedWithoutItsDataSets() {
        var project = make();
        var dataset = newDataset(Visibility.PRIVATE);
        projects.put(project.id(), dataset.id(), users.require());
        open(ProjectRoutes.project(project.id()));
        test(find(Button.class).withText("Delete").single()).click();
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(getCurrentView()).isInstanceOf(ProjectsView.class);
        assertThat(projects.find(project.id(), users.require())).isEmpty();
        assertThat(datasets.find(dataset.id(), users.require())).isPresent();
    }
}
