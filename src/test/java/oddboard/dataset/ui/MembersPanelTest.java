package oddboard.dataset.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.Members;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class MembersPanelTest extends PageTest {
    @Autowired
    private Members members;

    private MembersPanel panel() {
        return find(MembersPanel.class).single();
    }

    @Test
    void sharesAPrivateDataSetAndTakesItBack() {
        var dataset = newDataset(Visibility.PRIVATE);
        open(DatasetRoutes.settings(dataset.id()));
        User linus = members.named("linus");
        panel().person.setValue(linus);
        test(find(Button.class, panel()).withText("Share").single()).click();
        assertThat(text(panel())).contains("linus", "sees and downloads everything");

        openAs("linus", "");
        assertThat(text()).contains(dataset.name() + " ", "shared with me, reader");
        open(DatasetRoutes.settings(dataset.id()));
        assertThat(text(panel())).contains("You: reader");
        assertThat(find(ComboBox.class, panel()).exists()).isFalse();

        become("grace");
        openAs("grace", DatasetRoutes.settings(dataset.id()));
        test(find(Button.class, panel()).withText("Remove").single()).click();
        assertThat(text(panel())).doesNotContain("linus");
        openAs("linus", DatasetRoutes.settings(dataset.id()));
        assertThat(text()).contains("may not see it").doesNotContain(dataset.name() + " ");
    }

    @Test
    @SuppressWarnings("unchecked")
    void letsTheTeamLookAlone() {
        Dataset dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.settings(dataset.id()));
        RadioButtonGroup<TeamChoice> team =
                find(RadioButtonGroup.class, panel()).single();
        assertThat(team.getValue()).isEqualTo(TeamChoice.WORK);
        team.setValue(TeamChoice.LOOK);
        assertThat(datasets.find(dataset.id(), users.require()).orElseThrow().teamRole())
                .isEqualTo(DatasetRole.READER);
        team.setValue(TeamChoice.CLOSED);
        openAs("linus", "");
        assertThat(text()).doesNotContain(dataset.name() + " ");
    }

    @Test
    void saysWhyItCannotBeHandedOverToAViewer() {
        var dataset = newDataset(Visibility.PRIVATE);
        members.set(dataset.id(), members.named("linus").id(), DatasetRole.EDITOR, users.require());
        open(DatasetRoutes.settings(dataset.id()));
        test(find(Button.class, panel()).withText("Make owner").single()).click();
        var dialog = find(ConfirmDialog.class).single();
        test(dialog).confirm();
        assertThat(find(Notification.class).all().stream().map(n -> text(n)).toList())
                .anyMatch(said -> said.contains("linus may only look at things here"));
        assertThat(datasets.find(dataset.id(), users.require()).orElseThrow().ownerName())
                .isEqualTo("grace");
    }
}
