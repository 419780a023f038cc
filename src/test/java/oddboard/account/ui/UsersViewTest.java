package oddboard.account.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Code;
import java.util.List;
import oddboard.account.Person;
import oddboard.account.Role;
import oddboard.account.UserAdministration;
import oddboard.testing.PageTest;
import oddboard.ui.MarkupTable;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Ada is an administrator, grace a member. */
class UsersViewTest extends PageTest {
    @Autowired
    private UserAdministration people;

    @BeforeEach
    void openPage() {
        openAs("ada", "users");
    }

    @AfterEach
    void putBack() {
        become("ada");
        people.unlock(grace().user().id());
        people.changeRole(grace().user().id(), Role.MEMBER);
        become("grace");
    }

    private Person person(String name) {
        return people.list().stream()
                .filter(p -> p.user().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Person grace() {
        return person("grace");
    }

    private MarkupTable<?> table() {
        return find(MarkupTable.class).all().getFirst();
    }

    private Element row(Person person) {
        return elements(String.valueOf(table().rows().get(person.user().id().toString())))
                .selectFirst("tr");
    }

    private List<String> buttons(Person person) {
        return row(person).select("vaadin-button:not([disabled])").eachText();
    }

    @Test
    void showsEverybodyWithWhatCanBeDone() {
        assertThat(row(grace()).text()).contains("grace", "Member", "Active");
        assertThat(buttons(grace())).containsExactly("Reset password", "Lock", "Remove");
        assertThat(row(person("ada")).text()).contains("you");
        assertThat(buttons(person("ada"))).as("nobody locks oneself out").containsExactly("Reset password");
        assertThat(row(grace()).select("option[selected]").eachText()).containsExactly("Member");
    }

    @Test
    void changesARole() {
        choose(table(), PersonRow.ROLE, grace().user().id().toString(), "VIEWER");
        assertThat(grace().user().role()).isEqualTo(Role.VIEWER);
        assertThat(row(grace()).select("option[selected]").eachText()).containsExactly("Viewer");
        choose(table(), PersonRow.ROLE, grace().user().id().toString(), "EMPEROR");
        assertThat(grace().user().role()).isEqualTo(Role.VIEWER);
    }

    @Test
    void locksSomebodyOutAfterAQuestionAndLetsThemInAgain() {
        click(table(), PersonRow.LOCK, grace().user().id().toString());
        assertThat(grace().state()).as("before the answer").isEqualTo(Person.State.ACTIVE);
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(grace().state()).isEqualTo(Person.State.LOCKED);
        assertThat(buttons(grace())).contains("Unlock").doesNotContain("Lock");
        click(table(), PersonRow.UNLOCK, grace().user().id().toString());
        assertThat(grace().state()).isEqualTo(Person.State.ACTIVE);
    }

    @Test
    void doesNothingThatIsNotOffered() {
        click(table(), PersonRow.LOCK, person("ada").user().id().toString());
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(person("ada").state()).isEqualTo(Person.State.ACTIVE);
        click(table(), "sack", grace().user().id().toString());
        click(table(), PersonRow.REMOVE, "no such person");
        assertThat(find(ConfirmDialog.class).exists()).isFalse();
        assertThat(find(Code.class).exists()).isFalse();
    }
}
